package why401.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules do what they say, by promtool's judgement.
final class RulesTest {
  @Test
  void rules_passEveryLint() throws Exception {
    accepted("check", "rules", "--lint=all", "--lint-fatal", "why401.rules.yml");
  }

  @Test
  void scrapeExample_isAccepted() throws Exception {
    accepted("check", "config", "prometheus.yml");
  }

  static List<Path> ruleTests() throws IOException {
    return Shipped.ruleTests();
  }

  @ParameterizedTest
  @MethodSource
  void ruleTests(Path file) throws Exception {
    accepted("test", "rules", file.toString());
  }

  private static void accepted(String... arguments) throws Exception {
    Tool.Result result = Tool.PROMTOOL.run(Shipped.PROMETHEUS, arguments);
    assertThat(result.status()).as(result.output()).isZero();
  }

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
