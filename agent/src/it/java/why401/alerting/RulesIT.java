package why401.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules and the scrape example, checked and tested by promtool.
final class RulesIT {
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
}
