package why401.partner;

import java.nio.file.Path;
import java.util.List;

/// Prometheus' own judge of rules, configurations and metrics. An exit code other than 0 is a
/// finding.
public final class PromTool {

  private static final String PROGRAM = "/usr/bin/promtool";

  private PromTool() {}

  /// Whether a rule file is well formed.
  public static Command checkRules(Path file) {
    return Command.run(PROGRAM, "check", "rules", file.toString());
  }

  /// Runs a rule unit test.
  public static Command testRules(Path file) {
    return Command.run(PROGRAM, "test", "rules", file.toString());
  }

  /// Whether a `prometheus.yml`, and the files it names, are good.
  public static Command checkConfig(Path file) {
    return Command.run(PROGRAM, "check", "config", file.toString());
  }

  /// Parses and lints an exposition in the text format: exit code 1 does not parse, 3 is lint.
  public static Command checkMetrics(String exposition) {
    return Command.run(List.of(PROGRAM, "check", "metrics"), exposition);
  }
}
