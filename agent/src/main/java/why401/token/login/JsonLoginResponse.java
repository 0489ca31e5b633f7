package why401.token.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.http.client.Cookies;
import why401.time.ClockReading;
import why401.token.RenewalFailure.Reason;
import why401.token.SessionCookie;
import why401.token.Token;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.RequestSecrets;
import why401.token.issuer.TokenExpiry;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Failed;
import why401.token.oauth.TokenResponseParser;

/// What a login that was not refused by its status has brought.
record JsonLoginResponse(
    Credential.JsonLogin login, IssuerResponse response, Cookies cookies, ClockReading sent) {

  private static final List<String> ERROR_MEMBERS =
      List.of("error", "errors", "message", "detail", "code", "status", "success", "ok");

  /// @param offset the server's clock minus ours
  TokenResult read(RequestSecrets secrets, Duration assumed, Duration offset) {
    Credential.TokenReading reading = login.reading();
    return reading == null ? session(secrets, assumed) : token(reading, secrets, assumed, offset);
  }

  private TokenResult token(
      Credential.TokenReading reading, RequestSecrets secrets, Duration assumed, Duration offset) {
    JsonNode members = members();
    String token = token(reading, members);
    if (token.isEmpty()) {
      return without("no token at " + place(reading), members, secrets);
    }
    String stated = reading.expiry() == null ? "" : LoginJson.text(members, reading.expiry());
    Duration life = TokenEnd.life(stated, sent.wall());
    Instant claimed = TokenResponseParser.expiry(TokenResponseParser.claims(token), offset);
    Duration own = claimed == null ? null : Duration.between(sent.wall(), claimed);
    boolean byItself = own != null && (life == null || own.compareTo(life) < 0);
    Token.ExpirySource source = byItself ? Token.ExpirySource.EXP : Token.ExpirySource.EXPIRES_IN;
    return obtained(Secret.of(token), List.of(), expiry(byItself ? own : life, source, assumed));
  }

  private TokenResult session(RequestSecrets secrets, Duration assumed) {
    String wanted = login.successCookie();
    if (wanted == null ? cookies.values().isEmpty() : !cookies.contains(wanted)) {
      return without("no cookie " + (wanted == null ? "at all" : wanted), members(), secrets);
    }
    List<SessionCookie> values = LoginFormClient.kept(cookies);
    Instant end = cookies.firstExpiry(wanted);
    Duration life = end == null ? null : Duration.between(sent.wall(), end);
    return obtained(Secret.of(""), values, expiry(life, Token.ExpirySource.COOKIE, assumed));
  }

  /// Some APIs refuse with 200 and say so in the body; without a word it is another response than
  /// the configured one. Either way a person has to look, and the password counts as tried.
  private Failed without(String what, JsonNode members, RequestSecrets secrets) {
    boolean refused = ERROR_MEMBERS.stream().anyMatch(members::has) || !login.json();
    return JsonLoginClient.failed(
        response,
        secrets,
        sent.wall(),
        refused ? Reason.REJECTED : Reason.INVALID_RESPONSE,
        "login: %s in a response with status %d".formatted(what, response.status()));
  }

  private static String place(Credential.TokenReading reading) {
    return reading.pointer() == null ? "header " + reading.header() : reading.pointer();
  }

  private String token(Credential.TokenReading reading, JsonNode members) {
    String header = reading.header() == null ? null : response.header(reading.header());
    return reading.pointer() == null
        ? Objects.requireNonNullElse(header, "").strip()
        : LoginJson.text(members, reading.pointer());
  }

  private JsonNode members() {
    return LoginJson.read(response.body());
  }

  private TokenExpiry expiry(
      @Nullable Duration stated, Token.ExpirySource source, Duration assumed) {
    Duration configured = login.lifetime();
    if (configured != null && (stated == null || configured.compareTo(stated) < 0)) {
      return new TokenExpiry(configured, Token.ExpirySource.CONFIGURED, false);
    }
    return stated == null
        ? new TokenExpiry(assumed, Token.ExpirySource.ASSUMED, false)
        : new TokenExpiry(stated, source, false);
  }

  private TokenResult obtained(Secret value, List<SessionCookie> values, TokenExpiry expiry) {
    return new TokenResult.Obtained(value, values, sent, expiry, null, null, null, null);
  }
}
