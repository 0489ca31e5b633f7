package why401.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;

/// How the status page behaves: in a real browser, against a real server.
final class StatusPageIT extends BrowserSession {

  @Test
  void incident_appearsAndCloses_whileThePageIsOpen() {
    page.probes(3);
    page.visit("/");
    assertThat(browser.text("#headline")).isEqualTo("Nothing is refused");

    Incident opened = page.incident("probe-0001", Samples.missingScope());
    page.views.add(opened);
    page.changes.incident(opened);
    page.changes.probe("probe-0001");
    await()
        .untilAsserted(
            () ->
                assertThat(browser.text("#headline"))
                    .isEqualTo("1 of 3 probes is refused, for one reason"));
    await().untilAsserted(() -> assertThat(browser.text(".row")).contains("probe-0001"));
    assertThat(browser.text("#toast")).contains("probe-0001 is refused: Access rights are missing");

    Incident closed = Samples.closed(opened, page.now);
    page.views.add(closed);
    page.changes.incident(closed);
    page.changes.probe("probe-0001");
    await()
        .untilAsserted(() -> assertThat(browser.text("#headline")).isEqualTo("Nothing is refused"));
    assertThat(browser.text("#toast")).contains("probe-0001 is accepted again, after 12 min");
    assertThat(browser.text("#past-list")).contains("probe-0001", "Access rights are missing");
    page.assertNoComplaints();
  }

  @Test
  void openedEvidence_staysOpen_whenTheVerdictChanges() {
    page.probes(2);
    Incident first = page.incident("probe-0001", Samples.missingScope());
    page.views.add(first);
    page.visit("/");
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
    page.views.add(next);
    page.changes.incident(next);

    await().untilAsserted(() -> assertThat(browser.text(".card")).contains("HTTP 401"));
    assertThat(browser.run("return document.querySelector('.evidence').open")).isEqualTo(false);
  }

  @Test
  void deepLink_marksTheProblemOfItsProbe() {
    page.dozen();

    page.visit("/#probe=ledger-write");

    await().until(() -> browser.count(".card.marked") == 1);
    assertThat(browser.text(".card.marked")).contains("ledger.write");
    browser.screenshot("deep-link-light");
  }

  @Test
  void linkOfAnAlert_findsANameWithABlank() {
    page.views.add(page.incident("two words", Samples.missingScope()));

    page.visit("/#probe=two+words");

    await().until(() -> browser.count(".card.marked") == 1);
    assertThat(browser.text(".card.marked")).contains("two words");
  }

  @Test
  void copiedTicket_isMarkdownWithTheWholeStory() {
    page.dozen();
    page.visit("/");
    browser.driver.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));

    browser.run("document.querySelector('.card .main').click()");

    await().untilAsserted(() -> assertThat(browser.text("#toast")).contains("Copied as Markdown"));
    Object copied =
        browser.driver.executeAsyncScript(
            "const done = arguments[0];"
                + " navigator.clipboard.readText().then(done, e => done(String(e)))");
    assertThat(String.valueOf(copied))
        .contains("## The identity provider rotated its signing key to b7")
        .contains("### Do first", "### Evidence", "Experiment `fresh-token` (401)", "`a1` → `b7`")
        .contains("http://127.0.0.1:" + page.server.port() + "/runbooks/token_signature_invalid");
  }

  @Test
  void namesAndFindings_areNeverMarkup() {
    String evil = "<img src=x onerror=document.title='owned'>";
    page.views.add(Samples.probe(evil, "https://a.example/" + evil, evil, page.now));
    Verdict verdict = Samples.unknown();
    page.views.add(
        page.incident(
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

    page.visit("/");

    assertThat(browser.text(".card h3")).isEqualTo(evil);
    assertThat(browser.count("main img")).isZero();
    assertThat(browser.driver.getTitle()).contains("refused");
    page.assertNoComplaints();
  }

  @Test
  void keyboard_walksTheProblems() {
    page.dozen();
    page.visit("/");

    browser.driver.switchTo().activeElement().sendKeys("j", "j");

    assertThat(browser.run("return document.activeElement.getAttribute('aria-label')"))
        .isEqualTo(browser.run("return document.querySelectorAll('.card')[1].ariaLabel"));
    browser.driver.switchTo().activeElement().sendKeys(Keys.TAB);
    assertThat(browser.run("return document.activeElement.closest('.card') !== null"))
        .isEqualTo(true);
  }

  @Test
  void lostConnection_isReported() {
    page.visit("/");

    page.server.close();

    await().untilAsserted(() -> assertThat(browser.text("#live-text")).startsWith("no connection"));
  }
}
