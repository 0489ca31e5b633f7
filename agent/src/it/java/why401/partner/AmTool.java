package why401.partner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Alertmanager's own judge of configurations. An exit code other than 0 is a finding.
public final class AmTool {

  private static final String PROGRAM = "/usr/bin/amtool";

  private AmTool() {}

  /// Whether an `alertmanager.yml` is good.
  public static Command checkConfig(Path file) {
    return Command.run(PROGRAM, "check-config", file.toString());
  }

  /// The receivers that an alert with these labels is routed to.
  ///
  /// @throws IllegalStateException when the configuration is broken
  public static List<String> receivers(Path configuration, Map<String, String> labels) {
    var command =
        new ArrayList<>(
            List.of(PROGRAM, "config", "routes", "test", "--config.file=" + configuration));
    labels.forEach((name, value) -> command.add(name + "=" + value));
    return Command.run(command, "")
        .orFail()
        .output()
        .lines()
        .filter(line -> !line.startsWith("Warning:"))
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .toList();
  }
}
