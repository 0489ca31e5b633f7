package why401.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.app.Rehearsal;
import why401.app.RehearsalTime;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;
import why401.partner.TokenAnswer;
import why401.token.CredentialStatus;

/// An hour of broken probes, in the agent's time: nothing is locked, banned or burnt.
@Order(6)
class SafetyIT {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int STEPS = 120;

  /// For servers that take two failures within a second for an attack, by their own clock.
  private static final Duration APART = Duration.ofMillis(1100);

  private final RehearsalTime time = new RehearsalTime();

  @TempDir private Path folder;

  @Test
  void keycloakBruteForceDetection_neverLocksTheUser() throws Exception {
    KeycloakRealm realm =
        KeycloakServer.shared()
            .createRealm(
                "safety-lock",
                Map.of("bruteForceProtected", true, "failureFactor", 3, "permanentLockout", true));
    realm.clients().createConfidential("app", "secret");
    realm.users().create("ann", "right");
    String credential =
        Written.user(realm, "app", secret("secret"), "ann", secret("outdated"), "scope = openid");
    int attempts = 0;
    try (Rehearsal agent = agent(credential, Callers.userinfo(realm))) {
      int seen = 0;
      Duration last = Duration.ZERO;
      for (int i = 0; i < STEPS; i++) {
        agent.run("p");
        int failures = realm.users().failures("ann");
        assertThat(realm.users().isLocked("ann")).as("locked after %s", time.passed()).isFalse();
        if (failures > seen) {
          attempts += failures - seen;
          last = time.passed();
          ScriptedServer.late(APART);
        } else if (seen > 0 && time.passed().minus(last).compareTo(Duration.ofMinutes(12)) > 0) {
          // Keycloak's own reset (maxDeltaTimeSeconds), by the agent's clock.
          realm.users().unlock("ann");
          failures = 0;
        }
        seen = failures;
        time.pass(STEP);
      }
      assertThat(agent.incident("p")).isPresent();
    }
    assertThat(attempts).isBetween(2, 5);
    assertThat(realm.password("app", "secret", "ann", "right").status()).isEqualTo(200);
    realm.delete();
  }

  @Test
  void apacheBehindACounter_neverSeesFiveRefusalsInTenMinutes() throws Exception {
    ApacheSite site = new ApacheSite.Basic(Map.of("probe", "right"));
    try (ApacheServer apache = ApacheServer.start(Map.of("/basic", site));
        Rehearsal agent = agent(Written.basic(secret("outdated")), apache.url("/basic"))) {
      List<Duration> refusals = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        int before = apache.failedLogins();
        agent.run("p");
        // What a filter of httpd's logs counts: a look without a password is no failed login.
        for (int n = apache.failedLogins() - before; n > 0; n--) {
          refusals.add(time.passed());
        }
        time.pass(STEP);
      }
      assertThat(refusals).hasSizeBetween(2, 20);
      assertThat(refusals)
          .allSatisfy(
              end -> assertThat(within(refusals, end, Duration.ofMinutes(10))).isLessThan(5));
    }
  }

  private static long within(List<Duration> refusals, Duration end, Duration span) {
    return refusals.stream()
        .filter(one -> one.compareTo(end) <= 0 && end.minus(one).compareTo(span) < 0)
        .count();
  }

  @Test
  void rotatingRefreshToken_isAliveAfterAnHourOfRefusals() throws Exception {
    KeycloakRealm realm =
        KeycloakServer.shared()
            .createRealm(
                "safety-reuse", Map.of("revokeRefreshToken", true, "refreshTokenMaxReuse", 0));
    realm.clients().createConfidential("app", "secret");
    realm.users().create("ann", "right");
    TokenAnswer first = realm.password("app", "secret", "ann", "right");
    String credential =
        Written.refresh(realm, "app", secret("secret"), secret(first.refreshToken()));
    try (NginxServer nginx =
            new NginxServer().server("no", NginxLocations.answer("/", 401, "no")).start();
        Rehearsal agent = agent(credential, nginx.url("no", "/"))) {
      agent.run("p");
      for (int i = 0; i < STEPS; i++) {
        agent.renewIfDue("c");
        agent.run("p");
        time.pass(STEP);
      }
      agent.renew("c");
      CredentialStatus state = agent.state("c");
      assertThat(state).isNotNull();
      assertThat(state.lastFailure()).isNull();
      assertThat(state.generation()).isGreaterThan(10);
    }
    realm.delete();
  }

  private Rehearsal agent(String credential, String url) {
    return new Rehearsal(folder.resolve("why401.conf"), time, Stage.conf(credential, url));
  }

  private Path secret(String text) throws Exception {
    Path file = folder.resolve("secret-" + text.hashCode());
    return java.nio.file.Files.writeString(file, text);
  }
}
