package why401.soak;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes tokens and the answers that carry them.
final class Grants {
  private Grants() {}

  /// A token and the answer that carries it.
  record Made(String body, Issued token) {}

  static Made issue(
      Client client,
      Instant now,
      Duration skew,
      @Nullable String refreshToken,
      Map<String, Issued> tokens) {
    Instant claimed = now.plus(skew).plus(client.trueLife()).truncatedTo(ChronoUnit.SECONDS);
    boolean jwt =
        switch (client.quirk()) {
          case CLAIM_ONLY, NONSENSE, CLAIM_EARLIER, NOT_BEFORE -> true;
          case PLAIN, TEXT, REFRESH_IN, UNTOLD, SAME, LATE -> false;
        };
    Duration beyond = client.quirk() == Client.Quirk.UNTOLD ? Duration.ofHours(1) : Duration.ZERO;
    Instant end = jwt ? claimed.minus(skew) : now.plus(client.trueLife()).plus(beyond);
    String value = jwt ? jwt(client, now.plus(skew), claimed) : "at-" + UUID.randomUUID();
    Issued issued = new Issued(client.name(), value, now, end, refreshToken);
    tokens.put(value, issued);
    return new Made(body(client, value, refreshToken), issued);
  }

  /// The token that the client has, with the whole life of a new one.
  static Made again(Client client, Issued held) {
    return new Made(body(client, held.value, null), held);
  }

  private static String body(Client client, String value, @Nullable String refreshToken) {
    return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"%s%s}"
        .formatted(value, life(client), refresh(refreshToken));
  }

  private static String jwt(Client client, Instant now, Instant end) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .expirationTime(Date.from(end));
    if (client.quirk() == Client.Quirk.NOT_BEFORE) {
      claims.notBeforeTime(Date.from(now.plusSeconds(3)));
    }
    return new PlainJWT(claims.build()).serialize();
  }

  private static String life(Client client) {
    long seconds = client.lifetime().toSeconds();
    return switch (client.quirk()) {
      case PLAIN, CLAIM_EARLIER, NOT_BEFORE, SAME, LATE -> ",\"expires_in\":" + seconds;
      case TEXT -> ",\"expires_in\":\"" + seconds + "\"";
      case CLAIM_ONLY, UNTOLD -> "";
      case NONSENSE -> ",\"expires_in\":" + client.nonsense();
      case REFRESH_IN -> ",\"expires_in\":" + seconds + ",\"refresh_in\":" + seconds / 2;
    };
  }

  private static String refresh(@Nullable String refreshToken) {
    return refreshToken == null
        ? ""
        : ",\"refresh_token\":\"%s\",\"refresh_expires_in\":86400".formatted(refreshToken);
  }
}
