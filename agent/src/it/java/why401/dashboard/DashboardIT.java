package why401.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import why401.alerting.Tool;
import why401.dashboard.Answers.Series;
import why401.partner.Command;
import why401.partner.PromTool;

/// Every query of every panel, every variable and every annotation, asked of a real Prometheus that
/// scrapes a real agent in the middle of real faults.
@Order(4)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DashboardIT {
  private static final Duration CALM = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final InstantSource CLOCK = InstantSource.system();

  private static final Pattern LABEL = Pattern.compile("[{,](\\w+)=\"");

  @TempDir private static Path folder = Path.of(".");
  private final Instant began = CLOCK.instant();
  private Scene scene;

  @BeforeAll
  void start() throws IOException {
    scene = new Scene(folder);
    await().atMost(LONG).until(() -> value("sum(why401_probe_success)") >= 6);
    Instant calm = CLOCK.instant();
    await().atMost(LONG).until(() -> CLOCK.instant().isAfter(calm.plus(CALM)));
    scene.dropHeader();
    scene.changePassword();
    scene.removeAudience();
    scene.configure("late { url = \"http://localhost:1/\" }");
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  private double value(String promql) {
    JsonNode result = scene.prometheus.query(promql);
    return result.isEmpty() ? 0 : result.at("/0/value/1").asDouble();
  }

  private Answers answers(String probe) {
    Map<String, String> chosen =
        new HashMap<>(Map.of("job", ".+", "instance", ".+", "issuer", ".*", "credential", ".*"));
    chosen.put("location", ".*");
    chosen.put("probe", probe.isEmpty() ? ".*" : probe);
    return new Answers(scene.prometheus, chosen, began, CLOCK.instant());
  }

  private static Map<String, Shows> shows(Dashboard dashboard) {
    return dashboard.uid().equals("why401") ? Shows.OVERVIEW : Shows.DRILLDOWN;
  }

  /// The queries that do not show what they have to.
  private List<String> missing(Dashboard dashboard) {
    List<String> missing = new ArrayList<>();
    for (Panel panel : dashboard.panels()) {
      Shows shows = shows(dashboard).get(panel.title());
      Answers answers = answers(shows.probe());
      List<Series> all = new ArrayList<>();
      for (Panel.Query query : panel.queries()) {
        List<Series> series = answers.of(query);
        all.addAll(series);
        if (series.isEmpty()) {
          missing.add(panel.title() + ": " + query + ": no data");
        }
      }
      boolean nonzero = all.stream().flatMap(s -> s.values().stream()).anyMatch(v -> v != 0);
      if (shows.nonzero() && !nonzero) {
        missing.add(panel.title() + ": zero (expected: " + shows.because() + ")");
      }
    }
    return missing;
  }

  @Test
  @Order(1)
  void everyPanel_hasAFaultOrAFactToShow() {
    for (Dashboard dashboard : Dashboard.all()) {
      assertThat(shows(dashboard).keySet())
          .containsExactlyInAnyOrderElementsOf(
              dashboard.panels().stream().map(Panel::title).toList());
    }
  }

  @Test
  @Order(2)
  void everyQueryOfEveryPanel_returnsData() {
    for (Dashboard dashboard : Dashboard.all()) {
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(() -> assertThat(missing(dashboard)).isEmpty());
    }
  }

  @Test
  @Order(3)
  void everyVariable_offersValues() {
    for (Dashboard dashboard : Dashboard.all()) {
      Map<String, String> variables = dashboard.variables();
      variables.forEach(
          (label, source) -> assertThat(answers("").choices(label, source)).as(label).isNotEmpty());
      assertThat(answers("").choices("job", variables.get("job"))).containsExactly("why401");
      assertThat(answers("").choices("location", variables.get("location")))
          .containsExactly("here");
      assertThat(answers("").choices("probe", variables.get("probe")))
          .contains("good", "audience", "dead", "password", "header", "partner", "tls", "gone");
    }
  }

  @Test
  @Order(4)
  void causes_areThoseOfTheFaults() {
    Panel causes =
        Dashboard.all().getFirst().panels().stream()
            .filter(panel -> panel.title().equals("Refused, by cause"))
            .findFirst()
            .orElseThrow();
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(answers("").of(causes.queries().getFirst()).stream().map(Series::name))
                    .contains(
                        "credentials_stripped",
                        "audience_mismatch",
                        "identity_provider_unavailable"));
  }

  @Test
  @Order(5)
  void promtool_acceptsEveryQuery() throws Exception {
    StringBuilder rules = new StringBuilder("groups: [{name: queries, rules: [");
    for (String query : QueryTest.queries()) {
      String valid = query.replace("$__rate_interval", "5m").replace("'", "''");
      rules.append("{record: a, expr: '").append(valid).append("'},\n");
    }
    Files.writeString(folder.resolve("queries.yml"), rules.append("]}]"));
    Tool.Result result = Tool.PROMTOOL.run(folder, "check", "rules", "--lint=none", "queries.yml");
    assertThat(result.status()).as(result.output()).isZero();
  }

  @Test
  @Order(6)
  void livePage_pleasesPromtool_andEachNameHasItsLabels() {
    String page = scene.metrics();
    Command found = PromTool.checkMetrics(page);
    assertThat(found.exit()).as(found.output()).isZero();
    Map<String, Set<Set<String>>> labels = new HashMap<>();
    for (String line : page.lines().filter(line -> line.startsWith("why401_")).toList()) {
      assertThat(line).doesNotEndWith(" NaN");
      String name = line.replaceFirst("[{ ].*", "");
      Set<String> keys = new TreeSet<>();
      LABEL.matcher(line).results().forEach(match -> keys.add(match.group(1)));
      labels.computeIfAbsent(name, any -> new HashSet<>()).add(keys);
    }
    assertThat(labels).hasSizeGreaterThan(40);
    assertThat(labels.values()).allMatch(keys -> keys.size() == 1);
  }

  @Test
  @Order(7)
  void everyAnnotation_isThere() {
    scene.restart();
    for (Dashboard dashboard : Dashboard.all()) {
      dashboard
          .annotations()
          .forEach(
              (name, expression) ->
                  await()
                      .atMost(LONG)
                      .untilAsserted(
                          () -> assertThat(answers("").any(expression)).as(name).isTrue()));
    }
  }
}
