package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.partner.KeycloakServer;

/// Tokens of a minute, rotating refresh tokens, a restart of Keycloak and two of the agent, one of
/// them by SIGKILL: no credential is without a token for longer than the outage forces. Runs when
/// it is named: `-Dit.test=RotationEndurance`, with `-Drotation.minutes=15` as long.
class RotationEndurance {
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("rotation.minutes", 15));

  /// Cap and T of the policy after an outage, and the queue.
  private static final long RECOVERY = 70;

  @TempDir private static Path folder = Path.of(".");

  private final Map<String, Double> issued = new HashMap<>();
  private final List<String> lapses = new ArrayList<>();
  private int renewals;
  private double least = Double.MAX_VALUE;
  private Instant outageFrom = Instant.MAX;
  private Instant outageTo = Instant.MIN;

  @Test
  void noLapseButByTheOutage() throws InterruptedException {
    try (KeycloakServer keycloak = KeycloakServer.startOwn();
        Rotation rotation = new Rotation(keycloak, folder, 60, 5, 10)) {
      Instant begin = Instant.now();
      AgentProcess agent = rotation.start();
      startUp(rotation, agent);
      watch(rotation, agent, begin.plus(LENGTH.dividedBy(4)));

      agent.close();
      agent = rotation.start();
      startUp(rotation, agent);
      watch(rotation, agent, begin.plus(LENGTH.dividedBy(2)));

      restartKeycloak(rotation, agent);
      watch(rotation, agent, begin.plus(LENGTH.multipliedBy(3).dividedBy(4)));

      agent.signal("KILL");
      assertThat(agent.exit()).isEqualTo(137);
      agent = rotation.start();
      startUp(rotation, agent);
      watch(rotation, agent, begin.plus(LENGTH));
      agent.close();
      report(rotation);
    }
    assertThat(lapses).isEmpty();
  }

  /// A token is not kept over a restart, a refresh token is: all must work soon.
  private void startUp(Rotation rotation, AgentProcess agent) {
    Instant before = Instant.now();
    List<String> missing = rotation.awaitUsable(agent, Duration.ofSeconds(30));
    missing.forEach(name -> lapses.add(name + " has no token after a start of the agent"));
    System.out.println("all usable " + Duration.between(before, Instant.now()) + " after ready");
  }

  private void restartKeycloak(Rotation rotation, AgentProcess agent) throws InterruptedException {
    outageFrom = Instant.now();
    Thread restart =
        Thread.ofVirtual()
            .start(
                () -> {
                  rotation.keycloak.stop();
                  rotation.keycloak.start();
                });
    while (restart.isAlive()) {
      outageTo = Instant.MAX;
      look(rotation, agent);
      restart.join(Duration.ofSeconds(1));
    }
    outageTo = Instant.now();
    System.out.println("Keycloak was away for " + Duration.between(outageFrom, outageTo));
  }

  private void watch(Rotation rotation, AgentProcess agent, Instant until)
      throws InterruptedException {
    while (Instant.now().isBefore(until)) {
      look(rotation, agent);
      Rotation.pass(Duration.ofSeconds(1));
    }
  }

  private void look(Rotation rotation, AgentProcess agent) {
    String page = agent.metrics();
    Instant now = Instant.now();
    for (String name : rotation.credentials()) {
      double at = Rotation.metric(page, "why401_token_issued_timestamp_seconds", name);
      Double before = issued.put(name, at);
      renewals += before != null && at > before ? 1 : 0;
      double end = Rotation.metric(page, "why401_token_expiry_timestamp_seconds", name);
      boolean outage =
          now.isAfter(outageFrom)
              && (outageTo.equals(Instant.MAX) || now.isBefore(outageTo.plusSeconds(RECOVERY)));
      if (!Rotation.usable(page, name)) {
        String what = name + " without a token at " + now;
        System.out.println(what + (outage ? ", forced by the outage" : ""));
        if (!outage) {
          lapses.add(what);
        }
      } else if (!outage) {
        least = Math.min(least, end - now.toEpochMilli() / 1000.0);
      }
    }
  }

  private void report(Rotation rotation) {
    System.out.printf(
        "%s: %d renewals, least life in hand outside the outage %.1f s, refresh tokens spent %d,"
            + " refused %d, lapses %s%n",
        LENGTH,
        renewals,
        least,
        rotation.realm.events("REFRESH_TOKEN").size(),
        rotation.realm.events("REFRESH_TOKEN_ERROR").size(),
        lapses);
  }
}
