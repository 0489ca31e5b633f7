package why401.cli.har;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A HAR of any bytes is diagnosed, or refused with its documented exception.
class HarFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyCapture_isDiagnosedOrRefused(byte[] data) throws IOException {
    Path file = Files.createTempFile("why401-fuzz", ".har");
    try {
      Files.write(file, data);
      var _ = new HarFile(file).refused();
    } catch (IOException e) {
      // Documented: it is no HAR.
    } finally {
      Files.delete(file);
    }
  }
}
