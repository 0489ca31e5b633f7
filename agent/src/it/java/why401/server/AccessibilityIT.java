package why401.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import why401.api.ProbeDetailJson;
import why401.api.ProbeJson;
import why401.incident.Incident;

/// What axe-core says of the states of the status page that a person meets on the second day:
/// nothing serious. Each is a screenshot as well.
final class AccessibilityIT extends BrowserSession {
  private final String axe = script();

  private static String script() {
    try (InputStream script = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The runs of a probe: accepted, slow, refused, held, failed.
  private void runsOf(String probe) {
    List<ProbeDetailJson.Run> runs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Instant at = page.now.minusSeconds(30L * (50 - i));
      runs.add(
          switch (i) {
            case 30, 31 -> new ProbeDetailJson.Run(at, "refused", 401, 35);
            case 32, 33, 34, 35, 36, 37 -> new ProbeDetailJson.Run(at, "held", 0, 0);
            case 12 -> new ProbeDetailJson.Run(at, "failed", 502, 240);
            default -> new ProbeDetailJson.Run(at, "accepted", 200, 40 + (i * 7) % 31);
          });
    }
    page.views.runs.put(probe, runs);
    page.views.latency = new ProbeDetailJson.Latency(58, 41);
  }

  private void heldPassword() {
    page.probes(5);
    ProbeJson before = page.views.probes.get("probe-0001");
    page.views.add(
        Samples.incident(
            "probe-0001", "legacy", Samples.missingScope(), page.now.minus(Duration.ofMinutes(6))));
    page.views.add(Samples.held("legacy", page.now.plus(Duration.ofMinutes(9))));
    ProbeJson after = page.views.probes.get("probe-0001");
    page.views.add(
        new ProbeJson(
            after.name(),
            after.url(),
            "legacy",
            after.labels(),
            false,
            0,
            "account_protection",
            before.lastRun(),
            before.nextRun(),
            page.now.plus(Duration.ofMinutes(9)),
            after.incident()));
    runsOf("probe-0001");
  }

  @Test
  void probePage_showsItsRuns_andHowIncidentsEnded() {
    page.dozen();
    page.probes(5);
    Incident past =
        Samples.closed(
            page.incident("probe-0002", Samples.missingScope()),
            page.now.minus(Duration.ofMinutes(3)));
    page.views.add(past);
    runsOf("probe-0002");
    page.visit("/#probe=probe-0002");
    await().until(() -> browser.count(".strip .bars i") == 50);

    assertThat(browser.text(".strip figcaption")).contains("41 accepted", "6 not sent", "240 ms");
    assertThat(browser.text("#detail")).contains("58 ms now, 41 ms before", "Access rights");
    look("probe-page", "#detail");
  }

  @Test
  void heldPassword_saysUntilWhen_andIsTriedAtAPress() {
    heldPassword();
    page.visit("/");
    await().until(() -> browser.count(".card .held") == 1);

    assertThat(browser.text(".card .held")).contains("legacy is held back until", "in ");
    browser.run("document.querySelector('.card .retry').click()");
    await().untilAsserted(() -> assertThat(browser.text("#toast")).contains("legacy"));
    assertThat(browser.complaints()).allMatch(one -> one.contains("409"));
    look("held-password", "#problems");
    browser.scheme("dark");
    look("held-password-dark", "#problems");
  }

  @Test
  void heldPassword_onAPhone() {
    heldPassword();
    browser.phone();
    page.visit("/#probe=probe-0001");
    await().until(() -> browser.count(".strip .bars i") == 50);
    look("probe-page-phone", "#detail");
  }

  @Test
  void aDozenIncidents_andARunbook() {
    page.dozen();
    page.visit("/");
    look("dozen", "#problems");
    browser.scheme("dark");
    look("dozen-credentials-dark", "#credentials");
    browser.phone();
    look("dozen-phone-dark", "#problems");
    page.visit("/runbooks/token_signature_invalid");
    look("runbook-phone-dark", "article");
  }

  @Test
  void rejectedConfiguration_isListed() {
    page.probes(5);
    page.views.configuration =
        new ConfigurationStatus(
            page.now.minus(Duration.ofHours(3)),
            page.now.minusSeconds(20),
            List.of(
                "why401.conf:12: credentials.legcy: unknown (expected: one of legacy)",
                "why401.conf:31: interval: 5 parsecs (expected: a duration such as 30s)"),
            "https://alerts.example");
    page.visit("/");
    await().until(() -> browser.count("#rejected li") == 2);
    look("rejected-configuration", "#problems");
  }

  @Test
  void twoThousandProbes_areNamedInFull_toTheLastRow() {
    page.probes(2000);
    page.visit("/");
    assertThat(
            browser
                .number(
                    "return [...document.querySelectorAll('.row .state, .row .name')]"
                        + ".filter((cell) => cell.scrollWidth > cell.clientWidth).length")
                .longValue())
        .isZero();
    look("two-thousand-probes", "#probes");
    browser.run("document.getElementById('rows').scrollTop = 1e9");
    await().untilAsserted(() -> assertThat(browser.text("#rows")).contains("probe-1999"));
    assertThat(
            browser
                .number(
                    "const box = document.getElementById('rows').getBoundingClientRect();const rows"
                        + " = [...document.querySelectorAll('.row')];return Math.round(box.bottom -"
                        + " rows.at(-1).getBoundingClientRect().bottom)")
                .longValue())
        .isBetween(-2L, 4L);
    look("two-thousand-probes-end", "#probes");
  }

  @Test
  void escape_endsTheSearch() {
    page.probes(50);
    page.visit("/");
    browser.run(
        "const box = document.getElementById('search'); box.focus(); box.value = 'probe-0007';"
            + "box.dispatchEvent(new Event('input'));");
    await().until(() -> browser.count(".row") == 1);
    browser.run(
        "document.getElementById('search').dispatchEvent("
            + "new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))");
    await().until(() -> browser.count(".row") > 1);
  }

  private void look(String name, String section) {
    browser.run(
        "document.querySelector(arguments[0]).scrollIntoView({behavior: 'instant'})", section);
    browser.screenshot(name);
    // What is out of sight has no layout, and axe would see it on top of something else.
    browser.run(
        "document.querySelectorAll('.card, .life, .then').forEach((one) => {"
            + "one.style.contentVisibility = 'visible'})");
    browser.driver.executeScript(axe);
    Object found =
        browser.driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];axe.run(document, {resultTypes:"
                + " ['violations']}).then((all) => done(all.violations.filter((one) => ['serious',"
                + " 'critical'].includes(one.impact)).map((one) => one.id + ': ' + one.help + ' ' +"
                + " one.nodes.map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ??"
                + " '')).slice(0, 3).join('; '))))");
    assertThat((List<?>) found).as(name).isEmpty();
    page.assertNoComplaints();
  }
}
