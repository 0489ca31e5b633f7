package why401.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.response.statement.RequestContext;

/// A hostile or huge answer must not hold a probe: the bounds are generous for a busy machine, and
/// a pattern that backtracks without end exceeds them by orders of magnitude.
class ResponseInterpreterSpeedTest {

  private static final ResponseInterpreter READER = new ResponseInterpreter();
  private static final int ROUNDS = 20;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><script>",
        "<html><input ",
        "<html><form action",
        "<title",
        "<a ",
        "[",
        "{\"a\":",
        "token ",
        "no ",
        "account is not the ",
        "failed to in while error can not the token ",
        "not valid key session or ",
        "error=",
        "a",
        "\n.",
        "key id kid public key signing key "
      })
  void repeatedBody_isReadInTime(String piece) {
    inTime(
        new HttpResponse(401, List.of(), piece.repeat(HttpResponse.BODY_LIMIT / piece.length())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic ", "a=", "\"", "x\" ", ",", "Bearer error=\"", "\\", "A"})
  void repeatedChallenge_isReadInTime(String piece) {
    inTime(
        new HttpResponse(
            401,
            List.of(new Header("WWW-Authenticate", piece.repeat(10_000 / piece.length()))),
            ""));
  }

  private static void inTime(HttpResponse response) {
    READER.interpret(response, RequestContext.unknown());
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      READER.interpret(response, RequestContext.unknown());
    }
    assertThat(Duration.ofNanos((System.nanoTime() - start) / ROUNDS))
        .isLessThan(Duration.ofMillis(100));
  }
}
