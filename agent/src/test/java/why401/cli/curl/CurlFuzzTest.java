package why401.cli.curl;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import why401.cli.Why401Command;

/// A pasted line of any words is taken, or refused with its documented exception; nothing is sent.
class CurlFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyLine_isTakenOrRefused(byte[] data) {
    List<String> line = new ArrayList<>(List.of("diagnose"));
    line.addAll(List.of(new String(data, StandardCharsets.UTF_8).split("\\s+", 64)));
    try {
      var _ = Why401Command.line().parseArgs(line.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      // Documented: a usage error.
    }
  }
}
