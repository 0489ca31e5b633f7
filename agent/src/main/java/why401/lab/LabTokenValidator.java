package why401.lab;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the API judges an access token.
public final class LabTokenValidator {
  private final LabIssuer issuer;
  private volatile String audience = "orders";
  private volatile String trustedIssuer;
  private volatile boolean keysUnreachable;

  LabTokenValidator(LabIssuer issuer) {
    this.issuer = issuer;
    this.trustedIssuer = issuer.issuer();
  }

  /// What is wrong with `token`, in words as vague or as plain as common products use, or null.
  @Nullable String problem(String token, Instant now) throws JOSEException {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (!signatureHolds(jwt) || !inTime(claims, now) || issuer.revoked(token)) {
        return "The access token is invalid";
      }
      if (!claims.getAudience().contains(audience)) {
        return "The aud claim is not valid";
      }
      return trustedIssuer.equals(claims.getIssuer()) ? null : "The iss claim is not valid";
    } catch (ParseException e) {
      return "The access token is malformed";
    }
  }

  private boolean signatureHolds(SignedJWT jwt) throws JOSEException {
    JWK key = keysUnreachable ? null : issuer.keySet().getKeyByKeyId(jwt.getHeader().getKeyID());
    return key instanceof ECKey ec && jwt.verify(new ECDSAVerifier(ec));
  }

  private static boolean inTime(JWTClaimsSet claims, Instant now) {
    return claims.getExpirationTime().toInstant().isAfter(now)
        && !claims.getIssueTime().toInstant().isAfter(now.plusSeconds(1));
  }

  static List<String> scopes(String token) {
    try {
      String scope = SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("scope");
      return scope == null ? List.of() : List.of(scope.split(" "));
    } catch (ParseException e) {
      return List.of();
    }
  }

  /// Demands another audience.
  public void audience(String value) {
    audience = value;
  }

  /// Trusts another issuer.
  public void trustedIssuer(String value) {
    trustedIssuer = value;
  }

  /// Cannot verify any signature.
  public void keysUnreachable(boolean value) {
    keysUnreachable = value;
  }
}
