package why401.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import why401.cause.Cause;

/// The example for Alertmanager, against the alerts that the rule tests show.
final class AlertmanagerConfigTest {
  private static final List<String> SEVERITIES = List.of("info", "warning", "critical");

  @Test
  void groups_areTheBrokenThing_neverTheProbe() throws IOException {
    List<String> labels = new ArrayList<>();
    Shipped.yaml(Shipped.ALERTMANAGER)
        .findValues("group_by")
        .forEach(groupBy -> groupBy.forEach(label -> labels.add(label.asText())));
    assertThat(labels)
        .contains("alertname", "issuer", "credential", "cause")
        .doesNotContain("probe", "instance", "confidence", "severity", "...");
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void page_goesToTheTeamOfItsFaultDomain(Cause cause) throws IOException {
    Map<String, String> labels =
        Map.of(
            "alertname", "Why401Unauthorized",
            "severity", "critical",
            "scope", "probe",
            "cause", cause.label(),
            "fault_domain", cause.faultDomain().label());

    assertThat(receiver(labels))
        .isEqualTo(
            switch (cause) {
              case TRANSIENT -> "log";
              case TOKEN_REVOKED, ACCOUNT_LOCKED -> "identity-team";
              default ->
                  switch (cause.faultDomain()) {
                    case CLIENT, CREDENTIAL -> "integration-team";
                    case PATH -> "network-team";
                    case TARGET -> "api-owners";
                    case IDENTITY_PROVIDER -> "identity-team";
                    case UNKNOWN -> "on-call";
                  };
            });
  }

  private static String receiver(Map<String, String> labels) throws IOException {
    JsonNode root = Shipped.yaml(Shipped.ALERTMANAGER).path("route");
    for (JsonNode route : root.path("routes")) {
      if (Matcher.all(route.path("matchers")).stream().allMatch(each -> each.matches(labels))) {
        return route.path("receiver").asText();
      }
    }
    return root.path("receiver").asText();
  }

  /// Source and target of one inhibition.
  record Inhibition(List<Matcher> source, List<Matcher> target, List<String> equal) {
    @Override
    public String toString() {
      return source + " -> " + target;
    }
  }

  static List<Inhibition> inhibitions() throws IOException {
    List<Inhibition> inhibitions = new ArrayList<>();
    for (JsonNode rule : Shipped.yaml(Shipped.ALERTMANAGER).path("inhibit_rules")) {
      inhibitions.add(
          new Inhibition(
              Matcher.all(rule.path("source_matchers")),
              Matcher.all(rule.path("target_matchers")),
              StreamSupport.stream(rule.path("equal").spliterator(), false)
                  .map(JsonNode::asText)
                  .filter(label -> !label.equals("cluster"))
                  .toList()));
    }
    return inhibitions;
  }

  /// Labels missing on both sides would count as equal.
  @ParameterizedTest
  @MethodSource("inhibitions")
  void source_alwaysHasTheLabelsThatMustBeEqual(Inhibition inhibition) throws IOException {
    assertThat(firing(inhibition.source()))
        .isNotEmpty()
        .allSatisfy(labels -> assertThat(labels).containsKeys(equal(inhibition)));
  }

  @ParameterizedTest
  @MethodSource("inhibitions")
  void target_canHaveTheLabelsThatMustBeEqual(Inhibition inhibition) throws IOException {
    assertThat(firing(inhibition.target()))
        .anySatisfy(labels -> assertThat(labels).containsKeys(equal(inhibition)));
  }

  @ParameterizedTest
  @MethodSource("inhibitions")
  void source_isNoLessSevereThanWhatItSilences(Inhibition inhibition) throws IOException {
    int least = severities(inhibition.source()).min(Integer::compare).orElseThrow();
    int most = severities(inhibition.target()).max(Integer::compare).orElseThrow();
    assertThat(least).isGreaterThanOrEqualTo(most);
  }

  private static String[] equal(Inhibition inhibition) {
    return inhibition.equal().toArray(String[]::new);
  }

  private static Stream<Integer> severities(List<Matcher> matchers) throws IOException {
    return firing(matchers).stream().map(labels -> SEVERITIES.indexOf(labels.get("severity")));
  }

  /// The alerts of the rule tests that the matchers select.
  private static List<Map<String, String>> firing(List<Matcher> matchers) throws IOException {
    List<Map<String, String>> selected = new ArrayList<>();
    for (Sighting sighting : Sighting.all()) {
      for (Map<String, String> labels : sighting.firing()) {
        Map<String, String> named = new TreeMap<>(labels);
        named.put("alertname", sighting.alert());
        selected.add(named);
      }
    }
    selected.removeIf(labels -> !matchers.stream().allMatch(matcher -> matcher.matches(labels)));
    return selected;
  }
}
