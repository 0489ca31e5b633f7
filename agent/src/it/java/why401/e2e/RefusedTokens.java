package why401.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import why401.partner.KeycloakRealm;

/// The refresh tokens that Keycloak refused, and whose fault it was. After the provider has spent
/// one, its successor is in the answer alone: if the member that asked is killed in that moment, no
/// client can go on. Any other refusal is of a token that was burnt.
///
/// @param spent how many were good
/// @param lost users whose answer went with a killed member
/// @param burnt what else was refused
record RefusedTokens(int spent, List<String> lost, List<String> burnt) {
  /// An answer is written this long after the event, at most; a kill takes effect this long after
  /// it was sent.
  private static final Duration NEAR = Duration.ofSeconds(1);

  /// @param kills when a member was killed
  static RefusedTokens of(KeycloakRealm realm, List<Instant> kills) {
    Map<String, List<Instant>> good = new TreeMap<>();
    List<JsonNode> all = realm.events("REFRESH_TOKEN");
    all.forEach(one -> good.computeIfAbsent(user(one), _ -> new ArrayList<>()).add(at(one)));
    List<String> lost = new ArrayList<>();
    List<String> burnt = new ArrayList<>();
    for (JsonNode refused : realm.events("REFRESH_TOKEN_ERROR")) {
      Instant last =
          good.getOrDefault(user(refused), List.of()).stream()
              .filter(at -> !at.isAfter(at(refused)))
              .max(Comparator.naturalOrder())
              .orElse(Instant.EPOCH);
      boolean killed = kills.stream().anyMatch(kill -> near(kill, last));
      (killed && !lost.contains(user(refused) + last) ? lost : burnt).add(user(refused) + last);
    }
    return new RefusedTokens(all.size(), lost, burnt);
  }

  private static boolean near(Instant kill, Instant event) {
    return Duration.between(event, kill).abs().compareTo(NEAR) < 0;
  }

  private static String user(JsonNode event) {
    return event.path("sessionId").asText() + " ";
  }

  private static Instant at(JsonNode event) {
    return Instant.ofEpochMilli(event.path("time").asLong());
  }
}
