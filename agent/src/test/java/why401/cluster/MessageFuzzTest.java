package why401.cluster;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.time.DateTimeException;

/// What another member says of a token, in any bytes, is read, or its documented exceptions say
/// that it is of another version.
class MessageFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyToken_isReadOrRefused(byte[] data) {
    try {
      var _ = TokenRecords.write(TokenRecords.token("c", data));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      // Documented: of another version.
    }
  }

  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyFailure_isReadOrRefused(byte[] data) {
    try {
      var _ = TokenRecords.write(TokenRecords.failure("c", data));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      // Documented: of another version.
    }
  }
}
