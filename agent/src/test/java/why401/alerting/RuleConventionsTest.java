package why401.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.cause.Cause;
import why401.cause.FaultDomain;
import why401.metrics.MetricCatalogue;

/// The conventions of monitoring mixins and of Prometheus' documentation, which promtool does not
/// check.
final class RuleConventionsTest {
  private static final String STATUS_PAGE = "http://localhost:9401/";
  private static final Pattern LAST_KNOWN_TIME =
      Pattern.compile(
          "timestamp\\((\\w+)\\)\\s+or\\s+max_over_time\\(timestamp\\(\\1\\)\\[[^]]*]\\)");
  private static final Pattern METRIC = Pattern.compile("(?<![\\w:])why401_\\w+(?![\\w:])");
  private static final Pattern DASHBOARD =
      Pattern.compile(
          "http://localhost:3000/d/(?<uid>[a-z0-9-]+)"
              + "(\\?var-(?<choice>\\w+)=\\{\\{ urlquery \\$labels\\.(?<label>\\w+) }})?");
  private static final Set<String> GAUGES =
      Stream.of(MetricCatalogue.values())
          .filter(metric -> metric.type() == MetricCatalogue.Type.GAUGE)
          .map(MetricCatalogue::metric)
          .collect(Collectors.toSet());

  static List<Rule> alerts() throws IOException {
    return Rule.alerting();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void name_isCamelCaseWithTheCommonFirstWord(Rule rule) {
    assertThat(rule.name()).matches("Why401([A-Z][a-z]+)+");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void severity_isOneOfThree_orComesFromTheMetric(Rule rule) {
    if (rule.name().equals("Why401Unauthorized")) {
      assertThat(rule.labels()).doesNotContainKeys("severity", "fault_domain");
    } else {
      assertThat(rule.labels().get("severity")).isIn("critical", "warning", "info");
    }
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void faultDomain_isOneOfTheClosedList(Rule rule) {
    List<String> known = List.of(FaultDomain.values()).stream().map(FaultDomain::label).toList();
    String unlessAbsent = rule.labels().getOrDefault("fault_domain", known.getFirst());
    assertThat(unlessAbsent).isIn(known);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void summary_isAStaticSentence(Rule rule) {
    assertThat(rule.annotations().get("summary"))
        .matches("[A-Z].*[^.]\\.")
        .doesNotContain("{{", "\n");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void description_isThere(Rule rule) {
    assertThat(rule.annotations().get("description")).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void runbook_exists(Rule rule) throws IOException {
    String url = rule.annotations().getOrDefault("runbook_url", "");
    String page = url.replaceFirst("^http://localhost:9401/runbooks/", "");
    if (List.of("Why401Unauthorized", "Why401CredentialRejected").contains(rule.name())) {
      assertThat(page).isEqualTo("{{ $labels.cause }}");
    } else if (page.startsWith("alerts#")) {
      assertThat(URI.create(url).getFragment()).isEqualTo(rule.name().toLowerCase(Locale.ROOT));
      assertThat(runbookOfAlerts().lines()).contains("## " + rule.name());
    } else {
      assertThat(Cause.of(page)).isPresent();
    }
  }

  /// The dashboard is there, and offers the choice that the link makes, under the alert's own
  /// label.
  @ParameterizedTest
  @MethodSource("alerts")
  void dashboard_exists_andTakesTheChoice(Rule rule) throws IOException {
    var link = DASHBOARD.matcher(rule.annotations().getOrDefault("dashboard_url", ""));
    assertThat(link.matches()).as(rule.annotations().toString()).isTrue();
    JsonNode dashboard =
        new ObjectMapper()
            .readTree(Shipped.ROOT.resolve("grafana/" + link.group("uid") + ".json").toFile());
    assertThat(dashboard.path("uid").asText()).isEqualTo(link.group("uid"));
    String choice = link.group("choice");
    if (choice != null) {
      assertThat(dashboard.at("/templating/list").findValuesAsText("name")).contains(choice);
      assertThat(link.group("label")).isEqualTo(choice);
      Stream<Sighting> seen =
          Sighting.all().stream().filter(sighting -> sighting.alert().equals(rule.name()));
      assertThat(seen.flatMap(sighting -> sighting.firing().stream()))
          .isNotEmpty()
          .allSatisfy(labels -> assertThat(labels.get(choice)).isNotBlank());
    }
  }

  /// The link that a person opens first: the status page, at what the alert is about.
  @ParameterizedTest
  @MethodSource("alerts")
  void statusPage_opensAtWhatTheAlertIsAbout(Rule rule) {
    String scope = rule.labels().getOrDefault("scope", "");
    String dashboard = rule.annotations().getOrDefault("dashboard_url", "");
    String expected =
        switch (scope) {
          case "issuer" -> STATUS_PAGE;
          case "probe", "credential" ->
              STATUS_PAGE + "#%1$s={{ urlquery $labels.%1$s }}".formatted(scope);
          default ->
              dashboard.contains("var-probe=")
                  ? STATUS_PAGE + "#probe={{ urlquery $labels.probe }}"
                  : "";
        };
    assertThat(rule.annotations().getOrDefault("status_url", "")).isEqualTo(expected);
  }

  /// A failed scrape must neither hide a state nor begin its waiting time anew: each gauge is read
  /// over a window, if need be as its last known time; or there is no waiting, and the alert
  /// outlives the gap.
  @ParameterizedTest
  @MethodSource("alerts")
  void aFailedScrape_isNoEndOfAState(Rule rule) {
    String plain = LAST_KNOWN_TIME.matcher(rule.expression()).replaceAll("");
    boolean exposed =
        METRIC
            .matcher(plain)
            .results()
            .filter(match -> GAUGES.contains(match.group()))
            .anyMatch(match -> !plain.substring(0, match.start()).matches("(?s).*_over_time\\("));
    if (exposed) {
      assertThat(rule.pending()).isEqualTo("0m");
      assertThat(rule.keep()).isIn("1m", "2m");
    }
  }

  private static String runbookOfAlerts() throws IOException {
    try (var page = Rule.class.getResourceAsStream("/why401/runbooks/alerts.md")) {
      assertThat(page).as("/why401/runbooks/alerts.md").isNotNull();
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static List<Rule> recordings() throws IOException {
    return Rule.all().stream().filter(rule -> !rule.alerts()).toList();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void recording_isNamedLevelMetricOperations(Rule rule) {
    assertThat(rule.name()).matches("[a-z_]+:why401_[a-z0-9_]+:[a-z0-9_]+");
  }

  static List<Rule> rules() throws IOException {
    return Rule.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void metrics_areThoseOfTheAgent(Rule rule) {
    assertThat(METRIC.matcher(rule.expression()).results().map(match -> match.group()))
        .allMatch(ScrapedNames.ALL::contains);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rule_readsTheAgentOrItsScrape(Rule rule) {
    assertThat(rule.expression()).containsPattern("why401_\\w+|up\\{job=\"why401\"}");
  }
}
