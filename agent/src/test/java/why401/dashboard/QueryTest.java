package why401.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.alerting.ScrapedNames;
import why401.alerting.Shipped;

/// Every query of every panel reads known metrics, narrowed by the variables.
final class QueryTest {
  /// What Prometheus itself and Micrometer's binders export.
  private static final Set<String> OTHERS =
      Set.of(
          "up",
          "scrape_duration_seconds",
          "process_cpu_usage",
          "jvm_memory_used_bytes",
          "jvm_gc_pause_seconds_sum");

  private static final Pattern SELECTOR = Pattern.compile("([\\w:]+)(\\{[^}]*})");
  private static final Pattern RANGE = Pattern.compile("\\[([^\\]]+)]");

  static List<String> queries() {
    return Dashboard.all().stream()
        .flatMap(dashboard -> dashboard.panels().stream())
        .flatMap(panel -> panel.queries().stream())
        .map(Panel.Query::expression)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void metrics_areKnown(String query) throws IOException {
    Set<String> recorded = Set.copyOf(recorded());
    assertThat(selectors(query).map(selector -> selector.group(1)))
        .isNotEmpty()
        .allMatch(
            name ->
                ScrapedNames.ALL.contains(name)
                    || OTHERS.contains(name)
                    || recorded.contains(name));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everySelector_isNarrowedByJobAndInstance(String query) {
    assertThat(selectors(query))
        .allSatisfy(
            selector -> {
              assertThat(selector.group(2)).contains("job=~\"$job\"");
              // A recording rule adds up the instances of a job.
              if (!selector.group(1).contains(":")) {
                assertThat(selector.group(2)).contains("instance=~\"$instance\"");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyMetric_hasASelector(String query) {
    String rest = SELECTOR.matcher(query).replaceAll("");
    assertThat(rest).doesNotContain("why401_").doesNotContain("{");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyCounter_isRead_asARate(String query) {
    assertThat(selectors(query).filter(selector -> counter(selector.group(1))))
        .allSatisfy(
            selector ->
                assertThat(query.substring(0, selector.start()))
                    .matches(".*(rate|increase)\\(\\s*"));
  }

  private static boolean counter(String name) {
    return name.matches(".*_(total|bucket|sum|count)");
  }

  /// The windows of a column headed «in 1 h» and of the day in the table of incidents are meant.
  @ParameterizedTest
  @MethodSource("queries")
  void everyRange_followsTheChosenTime(String query) {
    assertThat(RANGE.matcher(query).results().map(match -> match.group(1)))
        .allMatch(range -> Set.of("$__rate_interval", "1h", "1d:1m").contains(range));
  }

  private static Stream<MatchResult> selectors(String query) {
    return SELECTOR.matcher(query).results();
  }

  private static List<String> recorded() throws IOException {
    return Shipped.yaml(Shipped.ROOT.resolve("config/prometheus/why401.rules.yml"))
        .findValuesAsText("record");
  }
}
