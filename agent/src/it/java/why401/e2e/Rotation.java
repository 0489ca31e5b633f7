package why401.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.ResourceServer;
import why401.partner.ResourceServerDemands;

/// A realm of a Keycloak that gives each refresh token once, an API that wants its tokens, and an
/// agent that lives on them.
final class Rotation implements AutoCloseable {
  private static final String SECRET = "right";

  final KeycloakServer keycloak;
  final KeycloakRealm realm;
  private final ResourceServer api;
  private final Path folder;
  private final int rotating;
  private final int others;

  /// With a realm of the shared Keycloak.
  ///
  /// @param lifetime of access tokens, in seconds
  /// @param rotating credentials that live on a refresh token
  /// @param others credentials of the client credentials grant
  Rotation(Path folder, int lifetime, int rotating, int others) {
    this(KeycloakServer.shared(), folder, lifetime, rotating, others);
  }

  /// With a realm of `keycloak`, which the caller closes.
  Rotation(KeycloakServer keycloak, Path folder, int lifetime, int rotating, int others) {
    this.keycloak = keycloak;
    this.folder = folder;
    this.rotating = rotating;
    this.others = others;
    this.realm =
        keycloak.createRealm(
            "rotation-" + lifetime,
            Map.of(
                "accessTokenLifespan",
                lifetime,
                "revokeRefreshToken",
                true,
                "refreshTokenMaxReuse",
                0));
    realm.recordEvents();
    realm.clients().createConfidential("agent", SECRET);
    for (int i = 0; i < rotating; i++) {
      realm.users().create("robot" + i, SECRET);
      authorize(i);
    }
    this.api = ResourceServer.start(ResourceServerDemands.jwtsOf(realm).rememberingKeys());
  }

  /// A person logs in and leaves the refresh token for the agent.
  void authorize(int number) {
    write(
        "refresh" + number,
        realm.password("agent", SECRET, "robot" + number, SECRET).refreshToken());
  }

  private void write(String name, String text) {
    try {
      Path fresh = Files.writeString(folder.resolve(name + ".new"), text);
      Files.move(fresh, folder.resolve(name), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AgentProcess start() {
    return new AgentProcess(folder, configuration());
  }

  List<String> credentials() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rotating; i++) {
      names.add("rotating" + i);
    }
    for (int i = 0; i < others; i++) {
      names.add("other" + i);
    }
    return names;
  }

  private String configuration() {
    return configuration(folder.resolve("state"));
  }

  /// Of an agent that keeps its state in `state`.
  String configuration(Path state) {
    StringBuilder text =
        new StringBuilder(
            "why401.state-dir = \"%s\"\nwhy401.defaults { interval = 1s, timeout = 2s }\n"
                .formatted(state));
    String common =
        "issuer = \"%s\", client-id = agent, client-secret = right".formatted(realm.issuer());
    for (int i = 0; i < rotating; i++) {
      text.append(
          "why401.credentials.rotating%d { type = refresh-token, %s, refresh-token { file = \"%s\" } }\n"
              .formatted(i, common, folder.resolve("refresh" + i)));
    }
    for (int i = 0; i < others; i++) {
      text.append(
          "why401.credentials.other%d { type = client-credentials, %s }\n".formatted(i, common));
    }
    for (String name : credentials()) {
      text.append(
          "why401.probes.%s { url = \"%s\", credential = %s }\n"
              .formatted(name, api.url("/" + name), name));
    }
    return text.toString();
  }

  /// What the agent's page says of `credential`, NaN if nothing.
  static double metric(String page, String metric, String credential) {
    return page.lines()
        .filter(line -> line.startsWith(metric + "{"))
        .filter(line -> line.contains("credential=\"" + credential + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(Double.NaN);
  }

  static boolean usable(String page, String credential) {
    return metric(page, "why401_token_usable", credential) == 1;
  }

  /// Waits until every credential works; those that do not within `patience` are returned.
  List<String> awaitUsable(AgentProcess agent, Duration patience) {
    List<String> missing = new ArrayList<>(credentials());
    try {
      Awaitility.await()
          .atMost(patience)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                String page = agent.metrics();
                missing.removeIf(name -> usable(page, name));
                return missing.isEmpty();
              });
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      return missing;
    }
    return missing;
  }

  /// Real time passes.
  static void pass(Duration time) {
    Awaitility.await()
        .pollDelay(time)
        .pollInterval(Duration.ofMillis(10))
        .atMost(time.plusSeconds(10))
        .until(() -> true);
  }

  @Override
  public void close() {
    api.close();
    realm.delete();
  }
}
