package why401.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import why401.cause.Cause;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Table;

final class RunbooksTest {
  private static final Table TABLE = Table.shipped();

  private final Runbooks runbooks = new Runbooks();

  @Test
  void files_areTheCausesAndTheAlerts() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Runbooks.class.getResource("/why401/server/runbooks/unknown.md").toURI())
            .getParent();
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files.forEach(path -> names.add(path.getFileName().toString().replace(".md", "")));

      assertThat(names).isEqualTo(new TreeSet<>(Runbooks.titles().keySet()));
    }
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void cause_saysWhatItMeans_howToConfirm_andHowToFix(Cause cause) {
    String text = Runbooks.markdown(cause.label());

    assertThat(text.lines().filter(line -> line.startsWith("## ")))
        .containsExactly("## What it means", "## Confirm by hand", "## Fix it");
    assertThat(text.lines().count()).isLessThan(70L);
    assertThat(text).contains("curl ");
    assertThat(runbooks.page(cause.label())).hasValueSatisfying(RunbooksTest::isWhole);
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void cause_hasItsMechanisms_theLikeliestFirst(Cause cause) {
    List<String> likeliestFirst =
        TABLE.mechanisms().stream()
            .filter(one -> one.cause() == cause)
            .sorted(Comparator.comparingDouble(MechanismGuide::prior).reversed())
            .map(Mechanism::id)
            .toList();

    assertThat(ways(cause)).isNotEmpty().isEqualTo(likeliestFirst);
  }

  static Stream<Mechanism> mechanisms() {
    return TABLE.mechanisms().stream();
  }

  @ParameterizedTest
  @MethodSource("mechanisms")
  void mechanism_isOnOnePage_withItsTexts_inPlainWords(Mechanism mechanism) {
    String page = runbooks.page(mechanism.cause().label()).orElseThrow();
    String way =
        page.substring(page.indexOf("<section class=\"way\" id=\"" + mechanism.id() + "\""));
    way = way.substring(0, way.indexOf("</section>"));

    assertThat(Stream.of(Cause.values()).filter(cause -> ways(cause).contains(mechanism.id())))
        .containsExactly(mechanism.cause());
    assertThat(way)
        .contains("<dt>Confirm by hand</dt>", "<dt>What it is not</dt>", "<dt>What ends it</dt>")
        .doesNotContainPattern("<(p|dd)></(p|dd)>")
        .doesNotContainPattern("[{}|]")
        .doesNotContainPattern("\\b(the the|a the|the a)\\b");
  }

  private List<String> ways(Cause cause) {
    return Pattern.compile("<section class=\"way\" id=\"([^\"]+)\"")
        .matcher(runbooks.page(cause.label()).orElseThrow())
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alert_saysWhereToLook_andHowToAct(String alert) {
    String text = Runbooks.markdown(alert.toLowerCase(Locale.ROOT));

    assertThat(text.lines().filter(line -> line.startsWith("#")))
        .containsExactly("# " + alert, "## Look", "## Act");
    assertThat(runbooks.page(alert.toLowerCase(Locale.ROOT)))
        .hasValueSatisfying(RunbooksTest::isWhole);
  }

  static Stream<String> alerts() {
    return Runbooks.ALERTS.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void links_leadToRunbooks(String name) {
    Matcher link = Pattern.compile("\\]\\(/runbooks/([^)#]*)").matcher(Runbooks.markdown(name));
    Set<String> known = Runbooks.titles().keySet();

    while (link.find()) {
      if (!link.group(1).isEmpty()) {
        assertThat(known).contains(link.group(1));
      }
    }
  }

  static Set<String> names() {
    return Runbooks.titles().keySet();
  }

  @Test
  void allAlerts_areOnOnePage_eachUnderItsName() {
    String page = runbooks.page("alerts").orElseThrow();

    assertThat(Runbooks.ALERTS)
        .allSatisfy(
            alert ->
                assertThat(page)
                    .contains("<section id=\"" + alert.toLowerCase(Locale.ROOT) + "\">"));
    Matcher id = Pattern.compile(" id=\"([^\"]+)\"").matcher(page);
    Set<String> seen = new TreeSet<>();
    while (id.find()) {
      assertThat(seen.add(id.group(1))).as(id.group(1)).isTrue();
    }
  }

  @Test
  void rules_haveARunbookForEachAlert_andLinkToOnesThatExist() throws IOException {
    String rules = Files.readString(Path.of("../config/prometheus/why401.rules.yml"));
    Matcher alert = Pattern.compile("alert: (\\w+)").matcher(rules);
    Set<String> alerts = new TreeSet<>();
    while (alert.find()) {
      alerts.add(alert.group(1));
    }
    Matcher url = Pattern.compile("runbook_url: \\S+/runbooks/(\\S+)").matcher(rules);
    Set<String> linked = new TreeSet<>();
    while (url.find()) {
      linked.add(url.group(1).replace("alerts#", ""));
    }
    linked.remove("{{"); // the cause, from the label

    assertThat(alerts).isEqualTo(new TreeSet<>(Runbooks.ALERTS));
    assertThat(Runbooks.titles().keySet()).containsAll(linked);
    assertThat(linked).hasSizeGreaterThan(10);
  }

  @Test
  void unknownName_hasNoPage() {
    assertThat(runbooks.page("../openapi")).isEmpty();
    assertThat(runbooks.page("nobody")).isEmpty();
  }

  @Test
  void page_isServed_inItsFrame() {
    try (ServerFixture served = new ServerFixture()) {
      assertThat(served.get("/runbooks/token_expired").body())
          .contains("<title>token_expired – why401 runbook</title>")
          .contains("<h1>The token has expired</h1>", "<h2 id=\"fix-it\">Fix it</h2>");
      assertThat(served.get("/runbooks/").body())
          .contains("href=\"/runbooks/token_expired\"", "href=\"/runbooks/why401probestale\"");
      assertThat(served.get("/runbooks/nobody").statusCode()).isEqualTo(404);
      assertThat(served.get("/runbooks/nobody").body()).contains("There is no runbook");
    }
  }

  private static void isWhole(String html) {
    assertThat(html)
        .contains("<h1>", "<pre tabindex=\"0\"><code")
        .doesNotContain("```", "{{", "| ---");
  }
}
