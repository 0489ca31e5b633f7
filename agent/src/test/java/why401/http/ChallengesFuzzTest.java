package why401.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Challenges of any bytes are read without an exception.
class ChallengesFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyChallenge_isRead(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    var _ = Challenges.parse(List.of(text.split("\n", 8)));
  }
}
