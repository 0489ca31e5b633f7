package why401.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;
import why401.server.security.ServerSettings;
import why401.token.RenewalHistory;

/// A real server, and a real browser that looks at its page.
final class OpenPage implements AutoCloseable {
  final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
  final FakeStatusSource views = new FakeStatusSource();
  final StatusEvents changes = new StatusEvents();
  final AgentServer server;
  private final RenewalHistory renewals = new RenewalHistory(changes::credential, List::of);
  private final Browser browser;

  OpenPage(Browser browser) {
    this.browser = browser;
    this.server =
        new AgentServer(
            new ServerSettings("127.0.0.1", 0, null, false),
            views,
            changes,
            renewals,
            InstantSource.system());
  }

  /// Opens `path` and waits until everything is drawn.
  void visit(String path) {
    browser.complaints();
    browser.driver.get("about:blank");
    browser.driver.get("http://127.0.0.1:" + server.port() + path);
    if (!path.startsWith("/runbooks")) {
      await()
          .until(
              () ->
                  browser.text("#live-text").equals("live")
                      && !browser.text("#headline").contains("Loading"));
      await().until(() -> !browser.text("#past-causes").isEmpty());
      await().until(() -> views.probes.isEmpty() || browser.count(".row") > 0);
    }
  }

  void assertNoComplaints() {
    assertThat(browser.complaints()).isEmpty();
  }

  Incident incident(String probe, Verdict verdict) {
    return Samples.incident(probe, "ledger-api", verdict, now.minus(Duration.ofMinutes(12)));
  }

  void probes(int count) {
    for (int i = 0; i < count; i++) {
      views.add(
          Samples.probe(
              "probe-%04d".formatted(i),
              "https://api-%d.example/v1/things/%d".formatted(i % 40, i),
              i % 9 == 0 ? null : "billing-api",
              now.minusSeconds(3 + i % 30)));
    }
  }

  void dozen() {
    SampleStates.fill(views, renewals, now);
  }

  @Override
  public void close() {
    server.close();
    browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    browser.scheme("light");
  }
}
