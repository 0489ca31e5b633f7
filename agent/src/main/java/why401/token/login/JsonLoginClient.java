package why401.token.login;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.SecretUnavailableException;
import why401.http.client.Cookies;
import why401.time.ClockReading;
import why401.token.RenewalFailure;
import why401.token.RenewalFailure.Reason;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransportException;
import why401.token.issuer.RequestSecrets;
import why401.token.issuer.TokenErrorClassifier;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Failed;
import why401.token.issuer.TokenResult.Kind;

/// Obtains a token or session from a login endpoint that takes JSON or a form. One request, and one
/// before it if a cookie has to be repeated in a header; redirects are not followed.
public final class JsonLoginClient {
  public TokenResult obtain(IssuerSession session, Credential.JsonLogin login, Duration assumed) {
    RequestSecrets secrets = new RequestSecrets();
    Cookies cookies = new Cookies(session.clock());
    try {
      String body = body(login, secrets);
      if (login.csrf() != null) {
        // Whatever it answers, it sets the cookie or does not.
        send(session, login, null, cookies);
      }
      ClockReading sent = session.now();
      IssuerResponse response = send(session, login, body, cookies);
      Failed refused = refusal(response, secrets, sent.wall());
      return refused == null
          ? new JsonLoginResponse(login, response, cookies, sent)
              .read(secrets, assumed, session.offset())
          : refused;
    } catch (IssuerTransportException e) {
      return TokenErrorClassifier.of(e, session.now().wall());
    } catch (SecretUnavailableException e) {
      String message = e.getMessage() == null ? "secret: not readable" : e.getMessage();
      return new Failed(
          RenewalFailure.of(session.now().wall(), Reason.SECRET_UNAVAILABLE, message),
          Kind.REJECTED);
    }
  }

  private static String body(Credential.JsonLogin login, RequestSecrets secrets)
      throws SecretUnavailableException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (var field : new TreeMap<>(login.fields()).entrySet()) {
      String value = secrets.read(field.getValue()).reveal();
      fields.put(field.getKey(), value);
    }
    return login.json() ? LoginJson.write(fields) : LoginForm.encode(fields);
  }

  private static IssuerResponse send(
      IssuerSession session, Credential.JsonLogin login, @Nullable String body, Cookies cookies)
      throws IssuerTransportException {
    Map<String, String> headers = new LinkedHashMap<>();
    HttpUrl url = HttpUrl.get(login.loginUrl().toString());
    headers.put("Accept", "application/json, */*;q=0.5");
    String cookie = cookies.header(url, List.of());
    if (!cookie.isEmpty()) {
      headers.put("Cookie", cookie);
    }
    if (body != null) {
      headers.put(
          "Content-Type", login.json() ? "application/json" : "application/x-www-form-urlencoded");
      headers.put("Origin", login.issuerLabel());
      repeatCookie(login.csrf(), cookies, headers);
    }
    String method = body == null ? "GET" : "POST";
    IssuerResponse response =
        session.exchange(
            new IssuerRequest(
                method, login.loginUrl(), headers, body, login.tls(), session.left()));
    cookies.store(url, response.headers().getOrDefault("set-cookie", List.of()));
    return response;
  }

  private static void repeatCookie(
      Credential.@Nullable Csrf csrf, Cookies cookies, Map<String, String> headers) {
    String value = csrf == null ? null : cookies.values().get(csrf.cookie());
    if (csrf != null && value != null) {
      headers.put(csrf.header(), value);
    }
  }

  /// Why the login failed by its status alone, or null if it did not.
  private static @Nullable Failed refusal(
      IssuerResponse response, RequestSecrets secrets, Instant now) {
    int status = response.status();
    if (response.successful() || (status >= 300 && status < 400)) {
      return null;
    }
    boolean refused = status == 400 || status == 401 || status == 403 || status == 422;
    return refused
        ? failed(response, secrets, now, Reason.REJECTED, "login refused: status " + status)
        : TokenErrorClassifier.of(response, Map.of(), secrets.redactor(), now);
  }

  static Failed failed(
      IssuerResponse response, RequestSecrets secrets, Instant now, Reason reason, String what) {
    RenewalFailure failure =
        new RenewalFailure(
            now, reason, response.status(), null, what, response.redacted(secrets.redactor()));
    return new Failed(failure, Kind.REJECTED);
  }
}
