package why401.diagnosis;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import why401.credential.secret.Secret;
import why401.http.CookieScope;
import why401.token.Credentials;
import why401.token.SessionCookie;
import why401.token.Token;

/// Tokens for tests.
public final class Jwts {
  public static final String ISSUER = "https://idp.example/realms/acme";

  private Jwts() {}

  /// A JWT for audience `orders` with scope `orders.read`, varied.
  public static String jwt(
      Instant issued, Instant expires, Consumer<JWTClaimsSet.Builder> variation) {
    return jwt("k1", issued, expires, variation);
  }

  /// The same with another `kid`.
  public static String jwt(
      String keyId, Instant issued, Instant expires, Consumer<JWTClaimsSet.Builder> variation) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(List.of("orders"))
            .claim("scope", "orders.read")
            .issueTime(Date.from(issued))
            .expirationTime(Date.from(expires));
    variation.accept(claims);
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256)
                  .keyID(keyId)
                  .type(JOSEObjectType.JWT)
                  .build(),
              claims.build());
      jwt.sign(new MACSigner(new byte[32]));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// `value` as our own generation `generation` of the credential `billing`.
  public static Credentials.AccessToken access(
      long generation, String value, Instant issued, Instant expires) {
    return new Credentials.AccessToken(token(generation, value, issued, expires));
  }

  /// The token itself.
  public static Token token(long generation, String value, Instant issued, Instant expires) {
    return new Token(
        "billing",
        generation,
        Secret.of(value),
        List.of(),
        issued,
        expires,
        issued,
        Token.ExpirySource.EXPIRES_IN,
        null);
  }

  /// A session with the one cookie `id`.
  public static Credentials.Session session(long generation, String id, Instant issued) {
    return new Credentials.Session(
        new Token(
            "portal",
            generation,
            Secret.of(""),
            List.of(
                new SessionCookie(
                    "SESSION",
                    Secret.of(id),
                    CookieScope.ofHost(URI.create("https://api.example/")))),
            issued,
            issued.plusSeconds(3600),
            issued,
            Token.ExpirySource.ASSUMED,
            null),
        "https://api.example");
  }
}
