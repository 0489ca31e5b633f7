package why401.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A command that ran to its end, such as `promtool check rules FILE`.
///
/// @param exit its exit code
/// @param output standard output and error as they came
public record Command(int exit, String output) {

  /// Runs it with an empty standard input. For short commands: waits without a deadline.
  public static Command run(String... command) {
    return run(List.of(command), "");
  }

  /// Runs it with `input` as standard input.
  public static Command run(List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      byte[] output = process.getInputStream().readAllBytes();
      return new Command(process.waitFor(), new String(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Insists on success.
  ///
  /// @throws IllegalStateException with the output when the exit code is not 0
  public Command orFail() {
    if (exit != 0) {
      throw new IllegalStateException("exit code: " + exit + " (expected: 0)\n" + output);
    }
    return this;
  }
}
