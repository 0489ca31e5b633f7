package why401.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What a command prints, standard error included.
public final class Terminal {
  private Terminal() {}

  /// Runs `line` in this process.
  public static String of(String... line) {
    StringWriter printed = new StringWriter();
    try (PrintWriter writer = new PrintWriter(printed)) {
      Why401Command.line().setOut(writer).setErr(writer).execute(line);
    }
    return printed.toString();
  }
}
