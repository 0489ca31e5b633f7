package why401.diagnosis;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.TokenFacts.Form;
import why401.diagnosis.TokenFacts.Times;
import why401.diagnosis.TokenFacts.Use;

/// Decodes a token as a person would, without verifying anything.
final class TokenLook {
  private TokenLook() {}

  static TokenFacts at(String value) {
    if (!value.startsWith("eyJ")) {
      return TokenFacts.formOnly(Form.OPAQUE);
    }
    try {
      JWT jwt = JWTParser.parse(value);
      if (jwt instanceof EncryptedJWT) {
        return TokenFacts.formOnly(Form.ENCRYPTED);
      }
      if (jwt instanceof SignedJWT signed && !wholeSignature(signed)) {
        return facts(Form.BROKEN, jwt);
      }
      return facts(Form.JWT, jwt);
    } catch (ParseException | IllegalArgumentException e) {
      return TokenFacts.formOnly(Form.BROKEN);
    }
  }

  private static TokenFacts facts(Form form, JWT jwt) throws ParseException {
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    if (claims == null) {
      return TokenFacts.formOnly(Form.BROKEN);
    }
    Object keyId = jwt.getHeader().toJSONObject().get("kid");
    return new TokenFacts(
        form,
        use(jwt, claims),
        keyId == null ? null : keyId.toString(),
        jwt.getHeader().getAlgorithm().getName(),
        jwt.getHeader().getType() == null ? null : jwt.getHeader().getType().getType(),
        claims.getIssuer(),
        claims.getAudience(),
        words(claims.getClaim("scope"), claims.getClaim("scp")),
        new Times(
            instant(claims.getIssueTime()),
            instant(claims.getNotBeforeTime()),
            instant(claims.getExpirationTime())));
  }

  /// The length of a signature follows from its algorithm (RFC 7518, 3); a cut one is shorter.
  private static boolean wholeSignature(SignedJWT jwt) {
    Base64URL signature = jwt.getSignature();
    int length = signature.decode().length;
    return switch (jwt.getHeader().getAlgorithm().getName()) {
      case "HS256" -> length == 32;
      case "HS384" -> length == 48;
      case "HS512", "ES256", "Ed25519" -> length == 64;
      case "ES384" -> length == 96;
      case "ES512" -> length == 132;
      case "EdDSA" -> length == 64 || length == 114;
      case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512" ->
          length >= 128 && length % 64 == 0;
      default -> length > 0;
    };
  }

  private static Use use(JWT jwt, JWTClaimsSet claims) {
    String header = jwt.getHeader().getType() == null ? "" : jwt.getHeader().getType().getType();
    String claim = claims.getClaim("typ") instanceof String typ ? typ : "";
    String tokenUse = claims.getClaim("token_use") instanceof String use ? use : "";
    return switch ((claim.isEmpty() ? tokenUse : claim).toLowerCase(Locale.ROOT)) {
      case "id" -> Use.ID;
      case "refresh", "offline" -> Use.REFRESH;
      case "bearer", "access" -> Use.ACCESS;
      default -> {
        if (header.toLowerCase(Locale.ROOT).endsWith("at+jwt")) {
          yield Use.ACCESS;
        }
        boolean idOnly = claims.getClaim("at_hash") != null || claims.getClaim("c_hash") != null;
        boolean granted = claims.getClaim("scope") != null || claims.getClaim("scp") != null;
        yield idOnly && !granted ? Use.LOOKS_LIKE_ID : Use.UNKNOWN;
      }
    };
  }

  private static List<String> words(@Nullable Object... claims) {
    List<String> words = new ArrayList<>();
    for (Object claim : claims) {
      if (claim instanceof String text) {
        words.addAll(List.of(text.trim().split("\\s+")));
      } else if (claim instanceof List<?> list) {
        list.forEach(item -> words.add(String.valueOf(item)));
      }
    }
    words.removeIf(String::isEmpty);
    return words;
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
