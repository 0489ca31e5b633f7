package why401.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
import why401.dashboard.Answers.Series;
import why401.partner.Command;
import why401.partner.PromTool;

/// Every query of every panel, every variable and every annotation, asked of a real Prometheus that
/// scrapes a real agent in the middle of real faults. Each answer is drawn:
/// `agent/target/dashboards`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DashboardIT {
  private static final Duration CALM = Duration.ofSeconds(20);
  private static final Duration WORTH_SEEING = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Path PICTURES = Path.of("target/dashboards");
  private static final InstantSource CLOCK = InstantSource.system();

  private static final Pattern LABEL = Pattern.compile("[{,](\\w+)=\"");

  @TempDir private static Path folder = Path.of(".");
  private final Instant began = CLOCK.instant();
  private Instant broke = began;
  private Scene scene;

  @BeforeAll
  void start() throws IOException {
    scene = new Scene(folder);
    await().atMost(LONG).until(() -> value("sum(why401_probe_success)") >= 6);
    Instant calm = CLOCK.instant();
    await().atMost(LONG).until(() -> CLOCK.instant().isAfter(calm.plus(CALM)));
    broke = CLOCK.instant();
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
      for (int i = 0; i < panel.queries().size(); i++) {
        List<Series> series = answers.of(panel, i);
        all.addAll(series);
        if (series.isEmpty()) {
          missing.add(panel.title() + ": " + panel.queries().get(i) + ": no data");
        }
      }
      boolean nonzero =
          all.stream().flatMap(s -> s.points().stream()).anyMatch(p -> p.value() != 0);
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
      for (Variable variable : dashboard.variables()) {
        assertThat(answers("").choices(variable)).as(variable.name()).isNotEmpty();
      }
    }
    assertThat(answers("").choices(Variable.JOB)).containsExactly("why401");
    assertThat(answers("").choices(Overview.dashboard().variables().getLast()))
        .contains("good", "audience", "dead", "password", "header", "partner", "tls", "gone");
  }

  @Test
  @Order(4)
  void causes_areThoseOfTheFaults() {
    Panel causes =
        Overview.dashboard().panels().stream()
            .filter(panel -> panel.title().equals("Refused, by cause"))
            .findFirst()
            .orElseThrow();
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(answers("").of(causes).stream().map(Series::name))
                    .contains(
                        "credentials_stripped",
                        "audience_mismatch",
                        "identity_provider_unavailable"));
  }

  @Test
  @Order(5)
  void eachAnswer_isDrawn() throws IOException {
    await().atMost(LONG).until(() -> CLOCK.instant().isAfter(broke.plus(WORTH_SEEING)));
    for (Dashboard dashboard : Dashboard.all()) {
      Map<Panel, List<Series>> found = new HashMap<>();
      for (Panel panel : dashboard.panels()) {
        found.put(panel, answers(shows(dashboard).get(panel.title()).probe()).of(panel));
      }
      Drawing drawing = new Drawing(found::get);
      Canvas.draw(dashboard.rows(), drawing, PICTURES.resolve(dashboard.uid() + ".png"));
      Path top = PICTURES.resolve(dashboard.uid() + "-top.png");
      List<Dashboard.Row> rows = dashboard.rows();
      Canvas.draw(List.of(rows.getFirst(), rows.get(2)), drawing, top);
      for (int i = 0; i < dashboard.rows().size(); i++) {
        Path file = PICTURES.resolve(dashboard.uid() + "-" + (i + 1) + ".png");
        Canvas.draw(dashboard.rows().subList(i, i + 1), drawing, file);
        assertThat(file).isNotEmptyFile();
      }
    }
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
    Choices.annotations()
        .forEach(
            annotation ->
                await()
                    .atMost(LONG)
                    .untilAsserted(
                        () ->
                            assertThat(answers("").any(annotation.path("expr").asText()))
                                .as(annotation.path("name").asText())
                                .isTrue()));
  }
}
