package why401.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import why401.schedule.TaskTrigger;

/// A configuration of any bytes is loaded, or refused with its errors.
class ConfigurationFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyConfiguration_isLoadedOrRefused(byte[] data) throws IOException {
    Path file = Files.createTempFile("why401-fuzz", ".conf");
    try {
      Files.write(file, data);
      var _ = new ConfigurationLoader(TaskTrigger.Cron::problem).load(file, Map.of());
    } finally {
      Files.delete(file);
    }
  }
}
