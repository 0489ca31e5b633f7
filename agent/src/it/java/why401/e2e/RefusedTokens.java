package why401.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import why401.partner.KeycloakRealm;

/// The refresh tokens that Keycloak refused, and whose fault it was. After the provider has spent
/// one, its successor is in the answer alone: if the member that asked is killed in that moment, no
/// client can go on. The record that the others have of it then bears an intent. Any other refusal
/// is of a token that was burnt.
///
/// @param spent how many were good
/// @param lost users whose answer went with a killed member
/// @param burnt users of which another one was refused
record RefusedTokens(int spent, List<String> lost, List<String> burnt) {
  /// @param underWay users of which an answer was on its way at a kill, once for each kill
  static RefusedTokens of(KeycloakRealm realm, List<String> underWay) {
    List<String> open = new ArrayList<>(underWay);
    List<String> lost = new ArrayList<>();
    List<String> burnt = new ArrayList<>();
    for (JsonNode refused : realm.events("REFRESH_TOKEN_ERROR")) {
      JsonNode details = refused.path("details");
      String user =
          realm
              .users()
              .name(details.path("refresh_token_sub").asText(refused.path("userId").asText()));
      (open.remove(user) ? lost : burnt).add(user);
    }
    return new RefusedTokens(realm.events("REFRESH_TOKEN").size(), lost, burnt);
  }

  /// The users of which an answer to `member` is on its way by what another one has on its disk.
  static List<String> underWay(Path state, int chains, String member) {
    List<String> users = new ArrayList<>();
    for (int i = 0; i < chains; i++) {
      Path record = state.resolve("rotating" + i + ".refresh-token.json");
      try {
        String text = Files.exists(record) ? Files.readString(record) : "";
        if (text.contains("\"intent\"") && text.contains("\"by\":\"" + member + "\"")) {
          users.add("robot" + i);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return users;
  }
}
