package why401.diagnosis.credential;

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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.credential.JwtFacts.Form;
import why401.diagnosis.credential.JwtFacts.More;
import why401.diagnosis.credential.JwtFacts.Times;
import why401.diagnosis.credential.JwtFacts.Use;

/// Decodes a token as a person would, without verifying anything.
final class JwtInspector {
  private JwtInspector() {}

  static JwtFacts at(String value) {
    if (!SecretDefect.beginsLikeJwt(value)) {
      return JwtFacts.formOnly(Form.OPAQUE);
    }
    try {
      JWT jwt = JWTParser.parse(value);
      if (jwt instanceof EncryptedJWT) {
        return JwtFacts.formOnly(Form.ENCRYPTED);
      }
      if (jwt instanceof SignedJWT signed
          && !SecretDefect.wholeSignature(
              signed.getHeader().getAlgorithm().getName(), signed.getSignature().decode().length)) {
        return facts(Form.BROKEN, jwt);
      }
      return facts(Form.JWT, jwt);
    } catch (ParseException | IllegalArgumentException e) {
      return JwtFacts.formOnly(Form.BROKEN);
    }
  }

  private static JwtFacts facts(Form form, JWT jwt) throws ParseException {
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    if (claims == null) {
      return JwtFacts.formOnly(Form.BROKEN);
    }
    Object keyId = jwt.getHeader().toJSONObject().get("kid");
    return new JwtFacts(
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
            instant(claims.getExpirationTime())),
        new More(claims.getJWTID(), boundTo(claims), rights(claims)));
  }

  private static @Nullable String boundTo(JWTClaimsSet claims) {
    return claims.getClaim("cnf") instanceof Map<?, ?> confirmation
            && confirmation.get("x5t#S256") instanceof String fingerprint
        ? fingerprint
        : null;
  }

  private static List<String> rights(JWTClaimsSet claims) {
    List<String> rights = new ArrayList<>();
    for (String name : List.of("roles", "groups", "permissions", "authorities", "realm_access")) {
      Object claim = claims.getClaim(name);
      Object inner = claim instanceof Map<?, ?> access ? access.get("roles") : claim;
      words(inner).forEach(right -> rights.add(name + " " + right));
    }
    if (claims.getClaim("resource_access") instanceof Map<?, ?> clients) {
      clients.forEach((client, access) -> rights.add(client + " " + access));
    }
    return rights.stream().sorted().toList();
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
