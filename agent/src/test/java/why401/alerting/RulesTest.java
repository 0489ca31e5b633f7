package why401.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each alert is covered by the rule tests, and the chart ships the same rules.
final class RulesTest {
  static List<Rule> everyAlert_isSeenQuietThenFiringThenResolved() throws IOException {
    return Rule.alerting();
  }

  @ParameterizedTest
  @MethodSource
  void everyAlert_isSeenQuietThenFiringThenResolved(Rule rule) throws IOException {
    Collection<String> courses =
        Sighting.all().stream()
            .filter(sighting -> sighting.alert().equals(rule.name()))
            .collect(
                Collectors.groupingBy(
                    Sighting::test,
                    Collectors.mapping(
                        sighting -> sighting.fires(rule) ? "firing " : "quiet ",
                        Collectors.joining())))
            .values();
    assertThat(courses).anyMatch(course -> course.contains("quiet firing ") && resolves(course));
  }

  private static boolean resolves(String course) {
    return course.lastIndexOf("quiet") > course.lastIndexOf("firing");
  }

  /// A chart cannot reach outside its folder, so it carries a copy.
  @Test
  void copyInTheChart_isByteEqual() {
    assertThat(Shipped.ROOT.resolve("helm/why401/files/why401.rules.yml"))
        .as("cp config/prometheus/why401.rules.yml helm/why401/files/")
        .hasSameBinaryContentAs(Shipped.RULES);
  }
}
