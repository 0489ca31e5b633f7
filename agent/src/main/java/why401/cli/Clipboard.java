package why401.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The clipboard of the desktop, read by the program that each of them has for it.
final class Clipboard {
  private static final int LIMIT = 4 << 20;
  private static final long PATIENCE = 5;

  private static final List<List<String>> PROGRAMS =
      List.of(
          List.of("wl-paste", "--no-newline"),
          List.of("xclip", "-o", "-selection", "clipboard"),
          List.of("xsel", "--clipboard", "--output"),
          List.of("pbpaste"),
          List.of("powershell.exe", "-NoProfile", "-Command", "Get-Clipboard -Raw"));

  private Clipboard() {}

  /// Its text.
  ///
  /// @throws IllegalArgumentException if there is none, or no program that reads it
  static String text() {
    for (List<String> program : PROGRAMS) {
      String text = output(program);
      if (!text.isBlank()) {
        return text;
      }
    }
    throw new IllegalArgumentException(
        "--clipboard: empty, or not readable (expected: wl-paste, xclip, xsel or pbpaste; or -, and"
            + " the line on standard input)");
  }

  private static String output(List<String> program) {
    try {
      Process process =
          new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      byte[] bytes = process.getInputStream().readNBytes(LIMIT);
      boolean ended = process.waitFor(PATIENCE, TimeUnit.SECONDS);
      process.destroy();
      return ended && process.exitValue() == 0 ? new String(bytes, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      // There is no such program: the next one.
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
