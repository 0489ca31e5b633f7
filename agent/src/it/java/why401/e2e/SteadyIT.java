package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.ResourceServer;
import why401.partner.ResourceServerDemands;

/// An agent left alone for a while: with good credentials nothing happens but renewals, and with a
/// wrong password no account is locked. `-Dwhy401.steady=PT10M` leaves it alone longer.
@Order(4)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SteadyIT {
  private static final Duration ALONE =
      Duration.parse(System.getProperty("why401.steady", "PT50S"));
  private static final int LIFETIME = 20;
  private static final int GOOD = 6;

  @TempDir private static Path folder = Path.of(".");
  private final KeycloakRealm good =
      KeycloakServer.shared().createRealm("steady", Map.of("accessTokenLifespan", LIFETIME));
  private final KeycloakRealm guarded =
      KeycloakServer.shared()
          .createRealm(
              "guarded",
              Map.of(
                  "bruteForceProtected", true,
                  "failureFactor", 3,
                  "permanentLockout", false,
                  "waitIncrementSeconds", 900,
                  "minimumQuickLoginWaitSeconds", 900));
  private ResourceServer api;
  private AgentProcess agent;
  private double unsuccessful;
  private double renewals;

  @BeforeAll
  void leaveAlone() {
    for (int i = 0; i < GOOD; i++) {
      good.clients().createConfidential("client" + i, "right");
    }
    guarded.clients().createConfidential("robots", "right");
    guarded.users().create("robot", "right");
    guarded.users().create("other", "right");
    api = ResourceServer.start(ResourceServerDemands.jwtsOf(good));
    agent = new AgentProcess(folder, configuration());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> agent.sum("why401_probe_success", "\"good") == GOOD);
    unsuccessful = notSuccessful();
    renewals = agent.sum("why401_token_renewals_total", "client");
    await().pollDelay(ALONE).atMost(ALONE.plusSeconds(30)).until(() -> true);
    renewals = agent.sum("why401_token_renewals_total", "client") - renewals;
  }

  @AfterAll
  void stop() {
    agent.close();
    api.close();
    good.delete();
    guarded.delete();
  }

  private String configuration() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GOOD; i++) {
      text.append(
          """
          why401.credentials.client%d { type = client-credentials, issuer = "%s", client-id = client%d, client-secret = right }
          why401.probes.good%d { url = "%s", credential = client%d, interval = 2s }
          """
              .formatted(i, good.issuer(), i, i, api.url("/good" + i), i));
    }
    // Two probes and the renewal share the account: what counts is the sum of their attempts.
    return text.append(
            """
            why401.credentials.robot { type = password, issuer = "%s", client-id = robots, client-secret = right, username = robot, password = wrong }
            why401.probes.wrong { url = "%s", credential = robot, interval = 5s }
            why401.probes.wrong-too { url = "%s", credential = robot, interval = 5s }
            """
                .formatted(guarded.issuer(), api.url("/wrong"), api.url("/wrong-too")))
        .toString();
  }

  @Test
  @Order(1)
  void goodProbes_neverFail_andOpenNoIncident() {
    assertThat(notSuccessful()).as(this::goodLines).isEqualTo(unsuccessful);
    assertThat(agent.incidents()).doesNotContain("\"good");
    assertThat(agent.sum("why401_probe_runs_total", "\"good"))
        .isGreaterThan(0.9 * GOOD * ALONE.toSeconds() / 2);
  }

  /// Runs of good probes that failed or were withheld, as at the start, before the first token.
  private double notSuccessful() {
    return agent.sum("why401_probe_failures_total", "\"good")
        + agent.sum("why401_probe_withheld_total", "\"good");
  }

  private String goodLines() {
    return agent
        .metrics()
        .lines()
        .filter(line -> line.contains("probe=\"good"))
        .collect(Collectors.joining("\n", "", "\n" + agent.incidents()));
  }

  @Test
  @Order(1)
  void noProbe_leavesWithAnExpiredToken() {
    assertThat(agent.sum("why401_token_remaining_at_use_seconds_bucket", "le=\"0.0\"")).isZero();
    assertThat(agent.metrics()).contains("why401_token_remaining_at_use_seconds_count");
  }

  @Test
  @Order(1)
  void renewals_areAboutOneAndAHalfALifetime() {
    double lifetimes = ALONE.toSeconds() / (double) LIFETIME;
    double each = renewals / GOOD;
    System.out.printf("%.1f renewals in %.1f lifetimes%n", each, lifetimes);
    // A span of two and a half lifetimes may hold one renewal less or more than its share.
    assertThat(each).isBetween(1.33 * lifetimes - 1, 1.67 * lifetimes + 1);
    assertThat(share()).isBetween(0.6, 0.75);
  }

  /// Mean share of its life after which a token is renewed.
  private double share() {
    String page = agent.metrics();
    double due = AgentProcess.sum(page, "why401_token_renewal_due_timestamp_seconds", "client");
    double issued = AgentProcess.sum(page, "why401_token_issued_timestamp_seconds", "client");
    return (due - issued) / AgentProcess.sum(page, "why401_token_lifetime_seconds", "client");
  }

  @Test
  @Order(1)
  void wrongPassword_isReportedAndHeldBack_andTheAccountIsNotLocked() {
    assertThat(agent.probe("wrong")).contains("\"cause\":\"credentials_invalid\"");
    assertThat(agent.probe("wrong-too")).contains("\"cause\":\"credentials_invalid\"");
    assertThat(guarded.users().failures("robot")).isBetween(1, 2);
    assertThat(guarded.users().isLocked("robot")).isFalse();
    assertThat(guarded.password("robots", "right", "robot", "right").status()).isEqualTo(200);
  }

  /// The check above can fail: three wrong passwords do lock an account of this realm.
  @Test
  @Order(2)
  void threeWrongPasswords_lockAnAccountHere() {
    for (int i = 0; i < 3; i++) {
      guarded.password("robots", "right", "other", "wrong");
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> guarded.users().isLocked("other"));
  }
}
