package why401.token;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.Secret;
import why401.credential.SecretUnavailableException;
import why401.token.Answer.Kind;
import why401.token.Fault.Reason;

/// Buys a session as a browser does: reads the login page, fills its form in, posts it, keeps the
/// cookies. It never leaves the origin of the configured page.
final class FormLoginBuyer {
  private static final int HOPS = 5;

  Answer buy(Line line, Credential.FormLogin login, Duration assumed) {
    Secrets secrets = new Secrets();
    try {
      Map<String, String> fields = fields(login, secrets);
      Cookies cookies = new Cookies();
      LoginPage page = page(line, login, cookies, fields);
      if (!origin(page.action()).equals(login.issuerLabel())) {
        throw lost(
            line,
            Reason.INVALID_RESPONSE,
            0,
            "login form: posts to another origin (expected: %s)".formatted(login.issuerLabel()),
            Kind.TRANSIENT);
      }
      Moment sent = line.now();
      WireResponse response = send(line, login, "POST", page.action(), page.body(fields), cookies);
      judge(line, login, response, page.action(), secrets);
      response = follow(line, login, response, page.action(), cookies);
      return session(line, login, cookies, response, sent, assumed);
    } catch (WireException e) {
      return Failures.of(e, line.now().wall());
    } catch (LostException e) {
      return e.lost();
    } catch (SecretUnavailableException e) {
      String message = e.getMessage() == null ? "secret: not readable" : e.getMessage();
      Fault fault = Fault.of(line.now().wall(), Reason.SECRET_UNAVAILABLE, message);
      return new Answer.Lost(fault, Kind.REJECTED);
    }
  }

  private static Map<String, String> fields(Credential.FormLogin login, Secrets secrets)
      throws SecretUnavailableException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (var field : login.fields().entrySet()) {
      fields.put(field.getKey(), secrets.read(field.getValue()).reveal());
    }
    return fields;
  }

  private static LoginPage page(
      Line line, Credential.FormLogin login, Cookies cookies, Map<String, String> fields)
      throws WireException, LostException {
    URI url = login.loginUrl();
    WireResponse response = send(line, login, "GET", url, null, cookies);
    for (int hop = 0; hop < HOPS && sameOrigin(login, target(response, url)) != null; hop++) {
      url = java.util.Objects.requireNonNull(target(response, url));
      response = send(line, login, "GET", url, null, cookies);
    }
    if (response.status() >= 500 || response.status() == 429) {
      throw new LostException(Failures.of(response, Map.of(), new Redaction(), line.now().wall()));
    }
    LoginPage found =
        response.status() == 200 || response.status() == 401 || response.status() == 403
            ? LoginPage.find(response.body(), url, fields.keySet())
            : null;
    if (found == null) {
      throw lost(
          line,
          Reason.INVALID_RESPONSE,
          response.status(),
          "login page: status %d without a login form (expected: a form with the configured fields)"
              .formatted(response.status()),
          Kind.TRANSIENT);
    }
    return found;
  }

  private static void judge(
      Line line, Credential.FormLogin login, WireResponse response, URI action, Secrets secrets)
      throws LostException {
    int status = response.status();
    if (status >= 500 || status == 429) {
      throw new LostException(
          Failures.of(response, Map.of(), secrets.redaction(), line.now().wall()));
    }
    URI target = target(response, action);
    boolean back =
        target != null
            && (samePath(target, login.loginUrl()) || samePath(target, action))
            && !target.equals(action.resolve("/"));
    boolean again =
        response.successful()
            && LoginPage.find(response.body(), action, login.fields().keySet()) != null;
    if (status == 401 || status == 403 || back || again) {
      Fault fault =
          new Fault(
              line.now().wall(),
              Reason.REJECTED,
              status,
              null,
              "login refused: " + how(status, back),
              secrets.redaction().response(response));
      throw new LostException(new Answer.Lost(fault, Kind.REJECTED));
    }
  }

  private static String how(int status, boolean back) {
    return back
        ? "sent back to the login page"
        : status == 200 ? "the login form again" : "status " + status;
  }

  /// Some servers set the session's cookie one redirect later.
  private static WireResponse follow(
      Line line, Credential.FormLogin login, WireResponse first, URI from, Cookies cookies)
      throws WireException {
    WireResponse response = first;
    URI url = from;
    String wanted = login.successCookie();
    for (int hop = 0; hop < HOPS && wanted != null && !cookies.has(wanted); hop++) {
      URI next = sameOrigin(login, target(response, url));
      if (next == null) {
        return response;
      }
      url = next;
      response = send(line, login, "GET", url, null, cookies);
    }
    return response;
  }

  private static Answer session(
      Line line,
      Credential.FormLogin login,
      Cookies cookies,
      WireResponse response,
      Moment sent,
      Duration assumed)
      throws LostException {
    String wanted = login.successCookie();
    if (wanted == null ? cookies.isEmpty() : !cookies.has(wanted)) {
      Fault fault =
          new Fault(
              line.now().wall(),
              Reason.REJECTED,
              response.status(),
              null,
              "login refused: no cookie %s".formatted(wanted == null ? "at all" : wanted),
              null);
      throw new LostException(new Answer.Lost(fault, Kind.REJECTED));
    }
    Instant end = cookies.end(wanted);
    Expiry expiry = expiry(login, sent, end, assumed);
    return new Answer.Bought(
        Secret.of(""), cookies.secrets(), sent, expiry, null, null, null, null);
  }

  private static Expiry expiry(
      Credential.FormLogin login, Moment sent, @Nullable Instant end, Duration assumed) {
    Duration told = end == null ? null : Duration.between(sent.wall(), end);
    Duration configured = login.lifetime();
    if (configured != null && (told == null || configured.compareTo(told) < 0)) {
      return new Expiry(configured, Token.ExpirySource.CONFIGURED, false);
    }
    return told == null
        ? new Expiry(assumed, Token.ExpirySource.ASSUMED, false)
        : new Expiry(told, Token.ExpirySource.COOKIE, false);
  }

  private static WireResponse send(
      Line line,
      Credential.FormLogin login,
      String method,
      URI url,
      @Nullable String body,
      Cookies cookies)
      throws WireException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    String cookie = cookies.header(url);
    if (!cookie.isEmpty()) {
      headers.put("Cookie", cookie);
    }
    if (body != null) {
      headers.put("Content-Type", "application/x-www-form-urlencoded");
      headers.put("Origin", login.issuerLabel());
      headers.put("Referer", login.loginUrl().toString());
    }
    WireResponse response =
        line.exchange(new WireRequest(method, url, headers, body, login.tls(), line.left()));
    cookies.take(response, url, line.now());
    return response;
  }

  private static @Nullable URI target(WireResponse response, URI from) {
    String location = response.header("location");
    try {
      return response.status() / 100 == 3 && location != null ? from.resolve(location) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable URI sameOrigin(Credential.FormLogin login, @Nullable URI url) {
    return url != null && origin(url).equals(login.issuerLabel()) ? url : null;
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  private static boolean samePath(URI a, URI b) {
    return origin(a).equals(origin(b)) && java.util.Objects.equals(a.getPath(), b.getPath());
  }

  private static LostException lost(Line line, Reason reason, int status, String what, Kind kind) {
    Fault fault = new Fault(line.now().wall(), reason, status, null, what, null);
    return new LostException(new Answer.Lost(fault, kind));
  }
}
