package why401.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.response.code.CodeMeaning;
import why401.response.prose.ProseReading;
import why401.response.statement.RequestContext;

class StatedReasonTest {

  private static final ResponseInterpreter INTERPRETER = new ResponseInterpreter();

  @Test
  void proseBesideInvalidToken_isNoMissingRight() {
    StatedReason reason =
        reason(
            401,
            "Bearer error=\"invalid_token\"",
            "{\"message\":\"You do not have permission to access this resource\"}");
    assertThat(reason.prose().probability(Cause.INSUFFICIENT_SCOPE)).isZero();
  }

  @Test
  void codeOfOneCause_leavesProseNothingToSay() {
    StatedReason reason =
        reason(403, "Bearer error=\"insufficient_scope\"", "{\"message\":\"The token expired\"}");
    assertThat(reason.code())
        .isNotNull()
        .satisfies(code -> assertThat(code.meaning()).isEqualTo(CodeMeaning.RIGHT_MISSING));
    assertThat(reason.prose()).isEqualTo(ProseReading.NONE);
  }

  @Test
  void keyInTheText_isMasked() {
    StatedReason reason =
        reason(401, "Bearer", "{\"message\":\"Invalid API key sk-live-4711aaaa0815bbbb\"}");
    assertThat(reason.prose().passage()).doesNotContain("4711").contains("Invalid API key");
  }

  @Test
  void acceptedResponse_givesNone() {
    assertThat(
            INTERPRETER
                .interpret(
                    new HttpResponse(200, List.of(), "{\"message\":\"token expired\"}"),
                    RequestContext.unknown())
                .reason())
        .isEqualTo(StatedReason.NONE);
  }

  private static StatedReason reason(int status, String challenge, String body) {
    return INTERPRETER
        .interpret(
            new HttpResponse(status, List.of(new Header("WWW-Authenticate", challenge)), body),
            RequestContext.unknown())
        .reason();
  }
}
