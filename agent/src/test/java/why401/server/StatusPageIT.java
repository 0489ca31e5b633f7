package why401.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import why401.diagnosis.Verdict;
import why401.incident.Incident;

/// The status page in a real browser, against a real server.
final class StatusPageIT {
  private static Browser browser;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final FakeViews views = new FakeViews();
  private final Changes changes = new Changes();
  private final Lifelines lifelines = new Lifelines(changes);
  private AgentServer server;

  @BeforeAll
  static void open() {
    browser = new Browser();
  }

  @AfterAll
  static void quit() {
    browser.close();
  }

  @BeforeEach
  void start() {
    server =
        new AgentServer(
            new ServerSettings("127.0.0.1", 0, null, false),
            views,
            changes,
            lifelines,
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    server.close();
    browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", java.util.Map.of());
    browser.scheme("light");
  }

  @Test
  void aDozenIncidents_areTold_worstFirst_withCauseAndFirstStep() {
    dozen();

    visit("/");

    assertThat(browser.text("#headline")).isEqualTo("12 of 60 probes are refused, for 5 reasons");
    assertThat(browser.count(".card")).isEqualTo(5);
    assertThat(browser.text(".card"))
        .contains("The token’s signature is refused", "certain", "Identity provider team")
        .contains("publish a1 again", "for 12 min", "Fresh token", "b7");
    browser.screenshot("dozen-light");
    browser.scheme("dark");
    browser.screenshot("dozen-dark");
    assertNoComplaints();
  }

  @Test
  void wholePage_isReadable() {
    dozen();
    visit("/");
    await().until(() -> browser.count(".life") > 0 && browser.count(".then") > 0);
    for (String section : List.of("probes", "credentials", "past")) {
      browser.run(
          "document.getElementById(arguments[0]).scrollIntoView({behavior: 'instant'})", section);
      browser.screenshot(section + "-light");
    }
    browser.driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        java.util.Map.of("width", 1280, "height", 4300, "deviceScaleFactor", 1, "mobile", false));
    browser.scheme("dark");
    browser.screenshot("whole-dark");
    assertNoComplaints();
  }

  @Test
  void nothingRefused_isReassuring() {
    probes(40);
    views.add(Samples.credential("billing-api", now.minusSeconds(100), Duration.ofMinutes(5)));

    visit("/");

    assertThat(browser.text("#headline")).isEqualTo("Nothing is refused");
    assertThat(browser.text(".calm")).contains("Last run", "ago", "Credentials in hand", "1 of 1");
    browser.screenshot("calm-light");
    assertNoComplaints();
  }

  @Test
  void fiveThousandProbes_paintFast_andStaySearchable() {
    probes(5000);
    views.add(incident("probe-0007", Samples.missingScope()));

    visit("/");

    assertThat(browser.count(".row")).isBetween(5L, 60L);
    assertThat(firstPaint()).isLessThan(500);
    browser.driver.switchTo().activeElement().sendKeys("/");
    browser.driver.switchTo().activeElement().sendKeys("probe-0042");
    await().untilAsserted(() -> assertThat(browser.text("#rows")).contains("probe-0042"));
    assertThat(browser.text("#rows-note")).isEqualTo("1 of 5,000 probes");
    browser.screenshot("search-light");
    assertNoComplaints();
  }

  @Test
  void pageWeight_staysUnder200Kilobytes() {
    visit("/");

    long bytes =
        ((Number)
                browser.run(
                    "return performance.getEntriesByType('resource')"
                        + ".filter(e => e.name.includes('/assets/'))"
                        + ".reduce((sum, e) => sum + e.decodedBodySize, 0)"))
            .longValue();
    assertThat(bytes).isBetween(10_000L, 200_000L);
  }

  @Test
  void incident_appearsAndCloses_whileThePageIsOpen() {
    probes(3);
    visit("/");
    assertThat(browser.text("#headline")).isEqualTo("Nothing is refused");

    Incident opened = incident("probe-0001", Samples.missingScope());
    views.add(opened);
    changes.incident(opened);
    changes.probe("probe-0001");
    await()
        .untilAsserted(
            () ->
                assertThat(browser.text("#headline"))
                    .isEqualTo("1 of 3 probes is refused, for one reason"));
    await().untilAsserted(() -> assertThat(browser.text(".row")).contains("probe-0001"));
    assertThat(browser.text("#toast")).contains("probe-0001 is refused: Access rights are missing");

    Incident closed = Samples.closed(opened, now);
    views.add(closed);
    changes.incident(closed);
    changes.probe("probe-0001");
    await()
        .untilAsserted(() -> assertThat(browser.text("#headline")).isEqualTo("Nothing is refused"));
    assertThat(browser.text("#toast")).contains("probe-0001 is accepted again, after 12 min");
    assertThat(browser.text("#past-list")).contains("probe-0001", "Access rights are missing");
    assertNoComplaints();
  }

  @Test
  void openedEvidence_staysOpen_whenTheVerdictChanges() {
    probes(2);
    Incident first = incident("probe-0001", Samples.missingScope());
    views.add(first);
    visit("/");
    browser.run("document.querySelector('.evidence').open = false");

    Incident next =
        new Incident(
            first.id(),
            first.probe(),
            first.credential(),
            first.severity(),
            first.labels(),
            401,
            first.since(),
            null,
            9,
            Samples.missingScope());
    views.add(next);
    changes.incident(next);

    await().untilAsserted(() -> assertThat(browser.text(".card")).contains("HTTP 401"));
    assertThat(browser.run("return document.querySelector('.evidence').open")).isEqualTo(false);
  }

  @Test
  void deepLink_marksTheProblemOfItsProbe() {
    dozen();

    visit("/#probe=ledger-write");

    await().until(() -> browser.count(".card.marked") == 1);
    assertThat(browser.text(".card.marked")).contains("ledger.write");
    browser.screenshot("deep-link-light");
  }

  @Test
  void copiedTicket_isMarkdownWithTheWholeStory() {
    dozen();
    visit("/");
    browser.driver.executeCdpCommand(
        "Browser.grantPermissions",
        java.util.Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));

    browser.run("document.querySelector('.card .main').click()");

    await().untilAsserted(() -> assertThat(browser.text("#toast")).contains("Copied as Markdown"));
    Object copied =
        browser.driver.executeAsyncScript(
            "const done = arguments[0];"
                + " navigator.clipboard.readText().then(done, e => done(String(e)))");
    assertThat(String.valueOf(copied))
        .contains("## The identity provider rotated its signing key to b7")
        .contains("### Do first", "### Evidence", "Experiment `fresh-token` (401)", "`a1` → `b7`")
        .contains("http://127.0.0.1:" + server.port() + "/runbooks/token_signature_invalid");
  }

  @Test
  void namesAndFindings_areNeverMarkup() {
    String evil = "<img src=x onerror=document.title='owned'>";
    views.add(Samples.probe(evil, "https://a.example/" + evil, evil, now));
    Verdict verdict = Samples.unknown();
    views.add(
        incident(
            evil,
            new Verdict(
                verdict.cause(),
                verdict.confidence(),
                verdict.faultDomain(),
                evil,
                verdict.evidence(),
                verdict.experiments(),
                verdict.changed(),
                evil)));

    visit("/");

    assertThat(browser.text(".card h3")).isEqualTo(evil);
    assertThat(browser.count("main img")).isZero();
    assertThat(browser.driver.getTitle()).contains("refused");
    assertNoComplaints();
  }

  @Test
  void onAPhone_nothingIsCutOff() {
    dozen();
    browser.phone();

    visit("/");

    assertThat((long) browser.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(390);
    browser.screenshot("phone-light");
    browser.run("document.querySelector('#credentials').scrollIntoView({behavior: 'instant'})");
    browser.screenshot("phone-credentials");
    browser.run("document.querySelector('#probes').scrollIntoView({behavior: 'instant'})");
    browser.screenshot("phone-probes");
    assertNoComplaints();
  }

  @Test
  void keyboard_walksTheProblems() {
    dozen();
    visit("/");

    browser.driver.switchTo().activeElement().sendKeys("j", "j");

    assertThat(browser.run("return document.activeElement.getAttribute('aria-label')"))
        .isEqualTo(browser.run("return document.querySelectorAll('.card')[1].ariaLabel"));
    browser.driver.switchTo().activeElement().sendKeys(Keys.TAB);
    assertThat(browser.run("return document.activeElement.closest('.card') !== null"))
        .isEqualTo(true);
  }

  @Test
  void lostConnection_isTold() {
    visit("/");

    server.close();

    await().untilAsserted(() -> assertThat(browser.text("#live-text")).startsWith("no connection"));
  }

  @Test
  void runbook_isReadable() {
    visit("/runbooks/token_signature_invalid");

    assertThat(browser.text("article h1")).isNotEmpty();
    browser.screenshot("runbook-light");
    browser.phone();
    assertThat((long) browser.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(390);
    assertNoComplaints();
  }

  private void visit(String path) {
    browser.complaints();
    browser.driver.get("about:blank");
    browser.driver.get("http://127.0.0.1:" + server.port() + path);
    if (!path.startsWith("/runbooks")) {
      await()
          .until(
              () ->
                  browser.text("#live-text").equals("live")
                      && !browser.text("#headline").contains("Reading"));
      await().until(() -> !browser.text("#past-causes").isEmpty());
      await().until(() -> views.probes.isEmpty() || browser.count(".row") > 0);
    }
  }

  /// Milliseconds until something is seen: the best of five visits, as other work shares the
  /// machine.
  private double firstPaint() {
    double best = Double.MAX_VALUE;
    for (int visit = 0; visit < 5; visit++) {
      visit("/");
      Object painted =
          browser.run("return performance.getEntriesByName('first-contentful-paint')[0].startTime");
      best = Math.min(best, ((Number) painted).doubleValue());
    }
    return best;
  }

  private void assertNoComplaints() {
    assertThat(browser.complaints()).isEmpty();
  }

  private Incident incident(String probe, Verdict verdict) {
    return Samples.incident(probe, "ledger-api", verdict, now.minus(Duration.ofMinutes(12)));
  }

  private void probes(int count) {
    for (int i = 0; i < count; i++) {
      views.add(
          Samples.probe(
              "probe-%04d".formatted(i),
              "https://api-%d.example/v1/things/%d".formatted(i % 40, i),
              i % 9 == 0 ? null : "billing-api",
              now.minusSeconds(i % 30)));
    }
  }

  private void dozen() {
    Dozen.fill(views, lifelines, now);
  }
}
