package why401.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.partner.Command;

/// The unit of systemd, by systemd's own judgement.
final class SystemdUnitIT {
  private static final Path UNIT = Path.of("../config/systemd/why401.service");

  /// `systemd-analyze security` counts to 10, in tenths; 2.0 is what it calls «OK».
  private static final String MOST_EXPOSURE = "20";

  @TempDir private Path folder;

  /// The unit, its program one that is here.
  private Path unit(String text) throws IOException {
    String here = text.replaceFirst("(?m)^ExecStart=\\S+", "ExecStart=/bin/true");
    return Files.writeString(folder.resolve("why401.service"), here);
  }

  private static Command analyze(String... arguments) {
    Command found = Command.run("sh", "-c", "command -v systemd-analyze");
    assertThat(found.exit())
        .as("systemd-analyze (expected: on the PATH; apt-get install systemd)")
        .isZero();
    List<String> command = new ArrayList<>(List.of("systemd-analyze"));
    command.addAll(List.of(arguments));
    return Command.run(command.toArray(String[]::new));
  }

  @Test
  void verify_reportsNothing() throws IOException {
    Command result = analyze("verify", "--man=no", unit(Files.readString(UNIT)).toString());
    assertThat(result.output()).doesNotContain("why401.service");
    assertThat(result.exit()).as(result.output()).isZero();
  }

  @Test
  void verify_seesAWrongLine() throws IOException {
    String wrong = Files.readString(UNIT).replace("ProtectHome=yes", "ProtectHomes=yes");
    Command result = analyze("verify", "--man=no", unit(wrong).toString());
    assertThat(result.output()).contains("ProtectHomes");
  }

  @Test
  void exposure_isLow() throws IOException {
    Command result = security(Files.readString(UNIT));
    assertThat(result.exit()).as(result.output()).isZero();
  }

  @Test
  void exposure_isNoticed() throws IOException {
    String loose =
        Files.readString(UNIT).replaceAll("(?m)^(Protect|Private|Restrict|SystemCall).*$", "");
    assertThat(security(loose).exit()).isNotZero();
  }

  private Command security(String text) throws IOException {
    return analyze(
        "security",
        "--offline=true",
        "--no-pager",
        "--threshold=" + MOST_EXPOSURE,
        unit(text).toString());
  }

  @Test
  void secretsAndState_areSystemds() throws IOException {
    List<String> lines = Files.readAllLines(UNIT);
    assertThat(lines)
        .contains(
            "DynamicUser=yes",
            "StateDirectory=why401",
            "LoadCredential=secrets:/etc/why401/secrets",
            "ProtectSystem=strict",
            "RestartPreventExitStatus=2");
    assertThat(lines).noneMatch(line -> line.startsWith("Environment"));
  }
}
