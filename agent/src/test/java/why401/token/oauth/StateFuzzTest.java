package why401.token.oauth;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import why401.io.AccessTimeoutException;

/// A state file of any bytes is a refresh token, or is put aside.
class StateFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyState_isReadOrPutAside(byte[] data) throws IOException {
    Path folder = Files.createTempDirectory("why401-fuzz");
    Path file = folder.resolve("c.refresh-token.json");
    Path aside = folder.resolve("c.refresh-token.json.corrupt");
    try {
      Files.write(file, data);
      var _ = new RefreshTokenStore(folder).read("c");
    } catch (AccessTimeoutException e) {
      // Documented: the machine has no time for files.
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(aside);
      Files.delete(folder);
    }
  }
}
