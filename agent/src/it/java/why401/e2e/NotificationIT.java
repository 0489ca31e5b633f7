package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import why401.partner.WebhookReceiver;

/// Faults in real servers, each told at a webhook behind Prometheus and Alertmanager with its
/// cause. The outage of the identity provider comes last: it takes everything else with it.
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NotificationIT {
  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir private static Path folder = Path.of(".");
  private Targets targets;
  private World world;

  @BeforeAll
  void start() throws IOException {
    targets = new Targets();
    world = new World(folder, targets.configuration());
    await().atMost(SOON).until(() -> healthy() == targets.probes());
    breakWhatTheNextTokenShows();
  }

  /// First of all, so that all of them wait for their next token at once.
  private void breakWhatTheNextTokenShows() {
    targets.realm.clients().rotateSecret("secret");
    targets.realm.users().disable("robot");
    targets.realm.users().removeRealmRole(targets.realm.clients().serviceAccount("role"), "reader");
    targets.realm.clients().removeAudience("audience", "api");
  }

  @AfterAll
  void stop() {
    world.close();
    targets.close();
  }

  private long healthy() {
    return world
        .metrics()
        .lines()
        .filter(line -> line.startsWith("why401_probe_success{") && line.endsWith(" 1.0"))
        .count();
  }

  @Test
  @Order(1)
  void passwordChanged() {
    targets.apache.setPassword("/password", "probe", "another");
    told("password", "credentials_invalid");
  }

  @Test
  @Order(1)
  void digestPasswordChanged() {
    targets.apache.setPassword("/digest", "probe", "another");
    told("digest", "credentials_invalid");
  }

  @Test
  @Order(1)
  void anotherScheme() {
    targets.switchScheme();
    told("scheme", "scheme_not_accepted");
  }

  @Test
  @Order(1)
  void headerDroppedByNginx() {
    targets.dropHeader();
    told("header", "credentials_stripped");
  }

  @Test
  @Order(1)
  void oneReplicaOfTwoRefusing() {
    targets.breakReplica();
    told("replicas", "inconsistent_backends");
  }

  @Test
  @Order(1)
  void singleRefusal() {
    targets.refuseOnce();
    told("single", "transient");
  }

  @Test
  @Order(1)
  void clientSecretRotated() {
    told("secret", "credentials_invalid");
  }

  @Test
  @Order(1)
  void userDisabled() {
    told("user", "account_locked");
  }

  @Test
  @Order(1)
  void sessionRevoked() {
    untilMet("session", "token_revoked", () -> targets.realm.users().logout("guest"));
    told("session", "token_revoked");
  }

  @Test
  @Order(1)
  void roleRemoved() {
    told("role", "insufficient_scope");
  }

  @Test
  @Order(1)
  void wrongAudience() {
    told("audience", "audience_mismatch");
  }

  @Test
  @Order(1)
  void realmKeyRotatedWithTheOldOneGone() {
    untilMet("key", "token_signature_invalid", () -> targets.keys.keys().rotateAndDeleteOld());
    told("key", "token_signature_invalid");
  }

  @Test
  @Order(2)
  void identityProviderStoppedWhileATokenRunsOut() {
    targets.stopIdentityProvider();
    // The target asks the same provider for its keys: while the token lives, that is what fails.
    told("outage", "identity_provider_unavailable", "server_misconfigured", "unknown");
  }

  /// Breaks it again until a probe meets the dead token before its planned renewal.
  private void untilMet(String probe, String cause, Runnable fault) {
    await()
        .pollInterval(Duration.ofSeconds(5))
        .atMost(SOON)
        .until(
            () -> {
              fault.run();
              return world.incidents(probe).contains(cause);
            });
  }

  /// Awaits a page about `probe`, or about what explains it and silences it: its credential (named
  /// like the probe) or the identity provider. Each says the cause.
  ///
  /// @param before causes that may have been paged before it, as a part of the same fault
  private void told(String probe, String cause, String... before) {
    try {
      suffices(
          probe,
          world.webhook.await(
              SOON,
              notification ->
                  notification.status().equals("firing")
                      && cause.equals(notification.labels().get("cause"))
                      && about(probe, notification.labels())));
    } catch (AssertionError | RuntimeException e) {
      assertThat(world.probe(probe))
          .as(() -> "no such notification; " + world.incidents(probe))
          .contains(cause);
      throw new AssertionError("no page with this cause; " + world.incidents(probe), e);
    }
    assertThat(world.webhook.notifications())
        .filteredOn(notification -> about(probe, notification.labels()))
        .as(() -> "no page with another cause; incidents of the probe: " + world.incidents(probe))
        .extracting(notification -> notification.labels().get("cause"))
        .isSubsetOf(Stream.concat(Stream.of(cause), Stream.of(before)).toList());
  }

  /// Who is woken by it knows the first step, whom it hits, and what else it may be.
  private void suffices(String probe, WebhookReceiver.Notification page) {
    assertThat(page.annotations().getOrDefault("remedy", "")).as(page::toString).endsWith(".");
    assertThat(page.annotations().getOrDefault("probes", ""))
        .as(page::toString)
        .matches("\\d+: .+");
    boolean sure = !world.incidents(probe).contains("\"alternatives\":[{");
    boolean ofProbe = "probe".equals(page.labels().get("scope"));
    assertThat(sure || !ofProbe || page.annotations().containsKey("alternatives"))
        .as(page::toString)
        .isTrue();
  }

  private boolean about(String probe, Map<String, String> labels) {
    return switch (labels.getOrDefault("scope", "")) {
      case "probe" -> probe.equals(labels.get("probe"));
      case "credential" -> probe.equals(labels.get("credential"));
      case "issuer" -> targets.realm.issuer().equals(labels.get("issuer"));
      default -> false;
    };
  }
}
