package why401.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/// A record of a refresh token of any bytes, of a file or of another member, is read, or its
/// documented exception says that it is none; what is read is the same when it is written again.
class StateFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyState_isReadOrRefused(byte[] data) throws ParseException {
    RefreshTokenRecord record;
    try {
      record = RefreshTokenRecord.parse(new String(data, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      // Documented: it is none.
      return;
    }
    RefreshTokenRecord again = RefreshTokenRecord.parse(record.format());
    assertThat(again.format()).isEqualTo(record.format());
    assertThat(again.newerThan(record)).isFalse();
    assertThat(again.isDead(record.token())).isEqualTo(record.isDead(record.token()));
  }
}
