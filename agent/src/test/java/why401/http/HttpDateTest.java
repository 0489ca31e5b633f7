package why401.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        " Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void allThreeFormatsOfRfc9110_areRead(String value) {
    assertThat(HttpDate.parse(value)).contains(Instant.parse("1994-11-06T08:49:37Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "soon", "120", "2026-11-24T10:00:00Z", "Sonntag\n", "é"})
  void anythingElse_isNoDate(String value) {
    assertThat(HttpDate.parse(value)).isEmpty();
  }

  @Test
  void anEndlessValue_isNoDate() {
    assertThat(HttpDate.parse("Sun, ".repeat(10_000))).isEmpty();
  }
}
