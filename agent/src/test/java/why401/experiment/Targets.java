package why401.experiment;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.Jwts;
import why401.experiment.World.Ask;
import why401.experiment.World.Reply;
import why401.token.Credentials;

/// Targets that judge as common products do.
final class Targets {
  private Targets() {}

  /// The value of a bearer token, or null if none was shown.
  static @Nullable String bearer(Credentials credentials) {
    return switch (credentials) {
      case Credentials.AccessToken access -> access.token().value().reveal();
      case Credentials.StaticBearer bearer -> bearer.value().reveal();
      case Credentials.None _,
          Credentials.Basic _,
          Credentials.Digest _,
          Credentials.Key _,
          Credentials.Body _,
          Credentials.Signed _,
          Credentials.Session _ ->
          null;
    };
  }

  static Reply bare() {
    return Reply.of(401, "WWW-Authenticate: Bearer realm=\"api\"");
  }

  static Reply invalidToken(String description) {
    return Reply.of(
        401,
        "WWW-Authenticate: Bearer realm=\"api\", error=\"invalid_token\""
            + (description.isEmpty() ? "" : ", error_description=\"" + description + "\""));
  }

  /// A resource server for JWTs that gives no reasons.
  static Function<Ask, Reply> jwtApi(World world, String audience, Set<String> keys) {
    return ask -> {
      String value = bearer(ask.credentials());
      if (value == null) {
        return bare();
      }
      try {
        SignedJWT jwt = SignedJWT.parse(value);
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        Instant now = world.now.plus(world.targetOffset);
        boolean good =
            value.startsWith("eyJ")
                && jwt.verify(new MACVerifier(new byte[32]))
                && keys.contains(jwt.getHeader().getKeyID())
                && claims.getAudience().contains(audience)
                && Jwts.ISSUER.equals(claims.getIssuer())
                && claims.getExpirationTime().toInstant().isAfter(now)
                && !claims.getIssueTime().toInstant().isAfter(now.plusSeconds(1));
        return good ? Reply.of(200) : invalidToken("");
      } catch (ParseException | JOSEException e) {
        return invalidToken("");
      }
    };
  }

  /// Answers everybody but the holder of `password` the same, as Apache httpd and nginx do.
  static Function<Ask, Reply> basic(String server, String password) {
    return ask ->
        ask.credentials() instanceof Credentials.Basic basic
                && basic.password().reveal().equals(password)
            ? Reply.of(200, "Server: " + server)
            : Reply.of(401, "WWW-Authenticate: Basic realm=\"x\"", "Server: " + server)
                .body("<html><title>401 Authorization Required</title></html>");
  }

  /// Tells a missing key from an unknown one.
  static Function<Ask, Reply> keys(String key) {
    return ask ->
        switch (ask.credentials()) {
          case Credentials.Key shown when shown.value().reveal().equals(key) -> Reply.of(200);
          case Credentials.Key _ -> Reply.of(401).body("{\"message\":\"Invalid API key\"}");
          default -> Reply.of(401).body("{\"message\":\"No API key found in request\"}");
        };
  }

  /// Accepts the sessions in `ids`, sends everybody else to its login page.
  static Function<Ask, Reply> portal(List<String> ids) {
    return ask ->
        ask.credentials() instanceof Credentials.Session session
                && session.token().cookies().stream()
                    .anyMatch(cookie -> ids.contains(cookie.value().reveal()))
            ? Reply.of(200)
            : Reply.of(302, "Location: https://api.example/login");
  }

  /// Answers by turns, the last reply for ever.
  static Function<Ask, Reply> turns(Reply... replies) {
    return ask -> replies[Math.min(ask.nth(), replies.length - 1)];
  }
}
