package why401.cli.curl;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// A pasted line of any words becomes a request, or is refused with its documented exception;
/// nothing is sent.
class CurlFuzzTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "abc", "EMPTY", "");

  /// What `diagnose` reads of such a line.
  @Command
  static final class Line {
    @Mixin private CurlOptions curl;
    @Parameters private List<String> urls = new ArrayList<>();
  }

  static {
    // A line may read standard input, which is the build's.
    System.setIn(InputStream.nullInputStream());
  }

  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyLine_isTakenOrRefused(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    try {
      List<String> words = ShellWords.arguments("curl " + text, ENVIRONMENT);
      Line line = new Line();
      var _ =
          new CommandLine(line)
              .setExpandAtFiles(false)
              .setOverwrittenOptionsAllowed(true)
              .parseArgs(words.toArray(String[]::new));
      String url = line.curl.url();
      var _ = line.curl.request(url != null ? url : String.join("", line.urls), NOW);
    } catch (IllegalArgumentException | CommandLine.ParameterException e) {
      // Documented: a usage error.
    }
  }
}
