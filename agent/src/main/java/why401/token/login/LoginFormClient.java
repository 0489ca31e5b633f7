package why401.token.login;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.Redactor;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.http.Origin;
import why401.http.client.Cookies;
import why401.http.html.HtmlPage;
import why401.time.ClockReading;
import why401.token.RenewalFailure;
import why401.token.RenewalFailure.Reason;
import why401.token.SessionCookie;
import why401.token.Token;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransportException;
import why401.token.issuer.RequestSecrets;
import why401.token.issuer.TokenErrorClassifier;
import why401.token.issuer.TokenExpiry;
import why401.token.issuer.TokenRequestException;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Kind;

/// Obtains a session as a browser does: reads the login page, fills in its form, posts it, keeps
/// the cookies. Never leaves the origin of the configured page.
public final class LoginFormClient {
  private static final int MAX_REDIRECTS = 5;

  public TokenResult obtain(IssuerSession session, Credential.FormLogin login, Duration assumed) {
    RequestSecrets secrets = new RequestSecrets();
    try {
      Map<String, String> fields = fields(login, secrets);
      Cookies cookies = new Cookies(session.clock());
      LoginForm page = page(session, login, cookies, fields);
      if (!Origin.of(page.action()).equals(login.issuerLabel())) {
        throw failed(
            session,
            Reason.INVALID_RESPONSE,
            0,
            "login form: posts to another origin (expected: %s)".formatted(login.issuerLabel()),
            Kind.TRANSIENT);
      }
      ClockReading sent = session.now();
      IssuerResponse response = post(session, login, page, page.body(fields), cookies);
      checkAccepted(session, login, response, page.action(), secrets);
      response = follow(session, login, response, page.action(), cookies);
      return session(session, login, cookies, response, sent, assumed);
    } catch (IssuerTransportException e) {
      return TokenErrorClassifier.of(e, session.now().wall());
    } catch (TokenRequestException e) {
      return e.failed();
    } catch (SecretUnavailableException e) {
      String message = e.getMessage() == null ? "secret: not readable" : e.getMessage();
      RenewalFailure failure =
          RenewalFailure.of(session.now().wall(), Reason.SECRET_UNAVAILABLE, message);
      return new TokenResult.Failed(failure, Kind.REJECTED);
    }
  }

  private static Map<String, String> fields(Credential.FormLogin login, RequestSecrets secrets)
      throws SecretUnavailableException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (var field : login.fields().entrySet()) {
      fields.put(field.getKey(), secrets.read(field.getValue()).reveal());
    }
    return fields;
  }

  private static LoginForm page(
      IssuerSession session,
      Credential.FormLogin login,
      Cookies cookies,
      Map<String, String> fields)
      throws IssuerTransportException, TokenRequestException {
    URI url = login.loginUrl();
    IssuerResponse response = send(session, login, Message.get(url), cookies);
    for (int redirect = 0;
        redirect < MAX_REDIRECTS && sameOrigin(login, target(response, url)) != null;
        redirect++) {
      url = java.util.Objects.requireNonNull(target(response, url));
      response = send(session, login, Message.get(url), cookies);
    }
    if (response.status() >= 500 || response.status() == 429) {
      throw new TokenRequestException(
          TokenErrorClassifier.of(response, Map.of(), new Redactor(), session.now().wall()));
    }
    LoginForm found =
        response.status() == 200 || response.status() == 401 || response.status() == 403
            ? LoginForm.find(response.body(), url, fields.keySet())
            : null;
    if (found == null) {
      found = withoutPage(login, response);
    }
    if (found == null) {
      throw failed(
          session,
          Reason.INVALID_RESPONSE,
          response.status(),
          "login page: status %d without a login form (expected: a form with the configured fields)"
              .formatted(response.status()),
          Kind.TRANSIENT);
    }
    return found;
  }

  /// Some endpoints take a form that no page of theirs has: a GET is not allowed there, or answers
  /// something else than a page, or a page whose script posts. Null if a page should be there.
  private static @Nullable LoginForm withoutPage(
      Credential.FormLogin login, IssuerResponse response) {
    int status = response.status();
    boolean html = HtmlPage.isHtml(response.body());
    Map<String, String> headers = html ? CsrfHeaders.of(HtmlPage.parse(response.body())) : Map.of();
    boolean noPage = status == 404 || status == 405 || status == 501;
    boolean posts = noPage || (status < 500 && status / 100 != 3 && (!html || !headers.isEmpty()));
    return posts ? LoginForm.none(login.loginUrl(), headers) : null;
  }

  private static IssuerResponse post(
      IssuerSession session,
      Credential.FormLogin login,
      LoginForm page,
      String body,
      Cookies cookies)
      throws IssuerTransportException {
    Map<String, String> more = new LinkedHashMap<>(CsrfHeaders.of(cookies.values()));
    more.putAll(page.headers());
    more.put("Content-Type", "application/x-www-form-urlencoded");
    more.put("Origin", login.issuerLabel());
    more.put("Referer", login.loginUrl().toString());
    return send(session, login, new Message("POST", page.action(), body, more), cookies);
  }

  private static void checkAccepted(
      IssuerSession session,
      Credential.FormLogin login,
      IssuerResponse response,
      URI action,
      RequestSecrets secrets)
      throws TokenRequestException {
    int status = response.status();
    if (status >= 500 || status == 429) {
      throw new TokenRequestException(
          TokenErrorClassifier.of(response, Map.of(), secrets.redactor(), session.now().wall()));
    }
    if (status == 404 || status == 405) {
      throw failed(
          session,
          Reason.INVALID_RESPONSE,
          status,
          "login: status %d to the posted form (expected: a URL that takes it)".formatted(status),
          Kind.TRANSIENT);
    }
    URI target = target(response, action);
    boolean sentBack =
        target != null
            && (samePath(target, login.loginUrl()) || samePath(target, action))
            && !target.equals(action.resolve("/"));
    boolean loginFormAgain =
        response.successful()
            && LoginForm.find(response.body(), action, login.fields().keySet()) != null;
    if (status == 401 || status == 403 || sentBack || loginFormAgain) {
      RenewalFailure failure =
          new RenewalFailure(
              session.now().wall(),
              Reason.REJECTED,
              status,
              null,
              "login refused: " + how(status, sentBack),
              response.redacted(secrets.redactor()));
      throw new TokenRequestException(new TokenResult.Failed(failure, Kind.REJECTED));
    }
  }

  private static String how(int status, boolean sentBack) {
    return sentBack
        ? "sent back to the login page"
        : status == 200 ? "the login form again" : "status " + status;
  }

  /// Some servers set the session's cookie one redirect later.
  private static IssuerResponse follow(
      IssuerSession session,
      Credential.FormLogin login,
      IssuerResponse first,
      URI from,
      Cookies cookies)
      throws IssuerTransportException {
    IssuerResponse response = first;
    URI url = from;
    String wanted = login.successCookie();
    for (int redirect = 0;
        redirect < MAX_REDIRECTS && wanted != null && !cookies.contains(wanted);
        redirect++) {
      URI next = sameOrigin(login, target(response, url));
      if (next == null) {
        return response;
      }
      url = next;
      response = send(session, login, Message.get(url), cookies);
    }
    return response;
  }

  private static TokenResult session(
      IssuerSession session,
      Credential.FormLogin login,
      Cookies cookies,
      IssuerResponse response,
      ClockReading sent,
      Duration assumed)
      throws TokenRequestException {
    String wanted = login.successCookie();
    if (wanted == null ? cookies.values().isEmpty() : !cookies.contains(wanted)) {
      RenewalFailure failure =
          new RenewalFailure(
              session.now().wall(),
              Reason.REJECTED,
              response.status(),
              null,
              "login refused: no cookie %s".formatted(wanted == null ? "at all" : wanted),
              null);
      throw new TokenRequestException(new TokenResult.Failed(failure, Kind.REJECTED));
    }
    Instant end = cookies.firstExpiry(wanted);
    TokenExpiry expiry = expiry(login, sent, end, assumed);
    return new TokenResult.Obtained(
        Secret.of(""), kept(cookies), sent, expiry, null, null, null, null);
  }

  static List<SessionCookie> kept(Cookies cookies) {
    return cookies.kept().stream()
        .map(one -> new SessionCookie(one.name(), Secret.of(one.value()), one.scope()))
        .toList();
  }

  private static TokenExpiry expiry(
      Credential.FormLogin login, ClockReading sent, @Nullable Instant end, Duration assumed) {
    Duration announced = end == null ? null : Duration.between(sent.wall(), end);
    Duration configured = login.lifetime();
    if (configured != null && (announced == null || configured.compareTo(announced) < 0)) {
      return new TokenExpiry(configured, Token.ExpirySource.CONFIGURED, false);
    }
    return announced == null
        ? new TokenExpiry(assumed, Token.ExpirySource.ASSUMED, false)
        : new TokenExpiry(announced, Token.ExpirySource.COOKIE, false);
  }

  /// One request.
  private record Message(
      String method, URI url, @Nullable String body, Map<String, String> headers) {
    static Message get(URI url) {
      return new Message("GET", url, null, Map.of());
    }
  }

  private static IssuerResponse send(
      IssuerSession session, Credential.FormLogin login, Message message, Cookies cookies)
      throws IssuerTransportException {
    Map<String, String> headers = new LinkedHashMap<>(message.headers());
    headers.put("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    HttpUrl target = HttpUrl.get(message.url().toString());
    String cookie = cookies.header(target, List.of());
    if (!cookie.isEmpty()) {
      headers.put("Cookie", cookie);
    }
    IssuerResponse response =
        session.exchange(
            new IssuerRequest(
                message.method(),
                message.url(),
                headers,
                message.body(),
                login.tls(),
                session.left()));
    cookies.store(target, response.headers().getOrDefault("set-cookie", List.of()));
    return response;
  }

  private static @Nullable URI target(IssuerResponse response, URI from) {
    String location = response.header("location");
    try {
      return response.status() / 100 == 3 && location != null ? from.resolve(location) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable URI sameOrigin(Credential.FormLogin login, @Nullable URI url) {
    return url != null && Origin.of(url).equals(login.issuerLabel()) ? url : null;
  }

  private static boolean samePath(URI a, URI b) {
    return Origin.of(a).equals(Origin.of(b)) && java.util.Objects.equals(a.getPath(), b.getPath());
  }

  private static TokenRequestException failed(
      IssuerSession session, Reason reason, int status, String what, Kind kind) {
    RenewalFailure failure =
        new RenewalFailure(session.now().wall(), reason, status, null, what, null);
    return new TokenRequestException(new TokenResult.Failed(failure, kind));
  }
}
