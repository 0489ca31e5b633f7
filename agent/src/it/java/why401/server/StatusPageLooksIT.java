package why401.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How the status page looks, and how fast: in a real browser, with screenshots.
final class StatusPageLooksIT extends BrowserSession {
  private static final double FIRST_PAINT_MILLIS = 500;
  private static final int VISITS = 15;

  /// How many times as long as for a page without data it may take.
  private static final double BARE_PAGES = 4;

  @Test
  void aDozenIncidents_areTold_worstFirst_withCauseAndFirstStep() {
    page.dozen();

    page.visit("/");

    assertThat(browser.text("#headline")).isEqualTo("12 of 60 probes are refused, for 5 reasons");
    assertThat(browser.count(".card")).isEqualTo(5);
    assertThat(browser.text(".card"))
        .contains("The token’s signature is rejected", "certain", "Identity provider team")
        .contains("publish a1 again", "for 12 min", "Fresh token", "b7");
    browser.screenshot("dozen-light");
    browser.scheme("dark");
    browser.screenshot("dozen-dark");
    page.assertNoComplaints();
  }

  @Test
  void wholePage_isReadable() {
    page.dozen();
    page.visit("/");
    await().until(() -> browser.count(".life") > 0 && browser.count(".then") > 0);
    for (String section : List.of("probes", "credentials", "past")) {
      browser.run(
          "document.getElementById(arguments[0]).scrollIntoView({behavior: 'instant'})", section);
      browser.screenshot(section + "-light");
    }
    browser.driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 1280, "height", 4300, "deviceScaleFactor", 1, "mobile", false));
    browser.scheme("dark");
    browser.screenshot("whole-dark");
    page.assertNoComplaints();
  }

  @Test
  void nothingRefused_isReassuring() {
    page.probes(40);
    page.views.add(
        Samples.credential("billing-api", page.now.minusSeconds(100), Duration.ofMinutes(5)));

    page.visit("/");

    assertThat(browser.text("#headline")).isEqualTo("Nothing is refused");
    assertThat(browser.text(".calm")).contains("Last run", "ago", "Usable credentials", "1 of 1");
    browser.screenshot("calm-light");
    page.assertNoComplaints();
  }

  @Test
  void fiveThousandProbes_paintFast_andStaySearchable() throws IOException {
    page.probes(5000);
    page.views.add(page.incident("probe-0007", Samples.missingScope()));

    page.visit("/");

    assertThat(browser.count(".row")).isBetween(5L, 60L);
    Paints paints = paints();
    // Where even a page without data takes long, the machine is busy with something else.
    double most = Math.max(FIRST_PAINT_MILLIS, BARE_PAGES * paints.bare().get(VISITS / 2));
    assertThat(paints.first().get(VISITS / 2)).isLessThan(most);
    assertThat(paints.told().get(VISITS / 2)).isLessThan(most);
    browser.driver.switchTo().activeElement().sendKeys("/");
    browser.driver.switchTo().activeElement().sendKeys("probe-0042");
    await().untilAsserted(() -> assertThat(browser.text("#rows")).contains("probe-0042"));
    assertThat(browser.text("#rows-note")).isEqualTo("1 of 5,000 probes");
    browser.screenshot("search-light");
    page.assertNoComplaints();
  }

  @Test
  void pageWeight_staysUnder200Kilobytes() {
    page.visit("/");

    Number bytes =
        browser.number(
            "return performance.getEntriesByType('resource')"
                + ".filter(e => e.name.includes('/assets/'))"
                + ".reduce((sum, e) => sum + e.decodedBodySize, 0)");
    assertThat(bytes.longValue()).isBetween(10_000L, 200_000L);
  }

  @Test
  void onAPhone_nothingIsCutOff() {
    page.dozen();
    browser.phone();

    page.visit("/");

    assertThat(browser.number("return document.documentElement.scrollWidth").intValue())
        .isLessThanOrEqualTo(390);
    browser.screenshot("phone-light");
    browser.run("document.querySelector('#credentials').scrollIntoView({behavior: 'instant'})");
    browser.screenshot("phone-credentials");
    browser.run("document.querySelector('#probes').scrollIntoView({behavior: 'instant'})");
    browser.screenshot("phone-probes");
    page.assertNoComplaints();
  }

  @Test
  void runbook_isReadable() {
    page.visit("/runbooks/token_signature_invalid");

    assertThat(browser.text("article h1")).isNotEmpty();
    browser.screenshot("runbook-light");
    browser.phone();
    assertThat(browser.number("return document.documentElement.scrollWidth").intValue())
        .isLessThanOrEqualTo(390);
    page.assertNoComplaints();
  }

  /// Milliseconds from the click until something is seen, and until what is refused is told, of
  /// several visits, in order of size; beside them, until something is seen of a runbook.
  private record Paints(List<Double> first, List<Double> told, List<Double> bare) {}

  /// A person's visit is the middle one; `target/first-paint.txt` keeps the longest as well.
  private Paints paints() throws IOException {
    List<Double> first = new ArrayList<>();
    List<Double> told = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    for (int visit = 0; visit < VISITS; visit++) {
      page.visit("/runbooks/transient");
      await().until(() -> marked("first-contentful-paint"));
      bare.add(mark("first-contentful-paint"));
      page.visit("/");
      first.add(mark("first-contentful-paint"));
      told.add(mark("told"));
    }
    Collections.sort(bare);
    Collections.sort(first);
    Collections.sort(told);
    Files.writeString(
        Path.of("target/first-paint.txt"),
        "5,000 probes, %d visits, ms: first paint median %.0f, most %.0f; told median %.0f, most %.0f; a runbook median %.0f%n"
            .formatted(
                VISITS,
                first.get(VISITS / 2),
                first.getLast(),
                told.get(VISITS / 2),
                told.getLast(),
                bare.get(VISITS / 2)));
    return new Paints(first, told, bare);
  }

  private boolean marked(String name) {
    return browser
            .number("return performance.getEntriesByName(arguments[0]).length", name)
            .intValue()
        > 0;
  }

  private double mark(String name) {
    return browser
        .number("return performance.getEntriesByName(arguments[0])[0].startTime", name)
        .doubleValue();
  }
}
