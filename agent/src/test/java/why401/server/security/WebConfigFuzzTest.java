package why401.server.security;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A web-config file of any bytes is read, or its documented exception says what is wrong.
class WebConfigFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyWebConfig_isReadOrRefused(byte[] data) throws IOException {
    Path file = Files.createTempFile("why401-fuzz", ".yml");
    try {
      Files.write(file, data);
      var _ = WebConfigFile.read(file);
    } catch (WebConfigException e) {
      // Documented: the file is wrong.
    } finally {
      Files.delete(file);
    }
  }
}
