package why401.response.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.response.statement.ParsedResponse;
import why401.response.statement.RequestContext;

class ErrorCodesTest {

  private static final ErrorCodes CODES = new ErrorCodes();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":\"invalid_token\"} | invalid-token",
        "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS700082: The refresh token\"} |"
            + " expired",
        "{\"error_codes\":[50126]} | invalid-credentials",
        "<Error><Code>RequestTimeTooSkewed</Code></Error> | not-yet-valid",
        "{\"__type\":\"com.amazon.coral.service#ExpiredTokenException\"} | expired",
        "{\"error\":{\"details\":[{\"reason\":\"ACCESS_TOKEN_SCOPE_INSUFFICIENT\"}]}} |"
            + " insufficient-scope"
      })
  void code_isFound(String body, String meaning) {
    assertThat(CODES.in(response(List.of(), body)))
        .map(code -> code.meaning().label())
        .contains(meaning);
  }

  @Test
  void challengesCode_isFound() {
    Header challenge = new Header("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
    assertThat(CODES.in(response(List.of(challenge), "")))
        .map(ErrorCode::meaning)
        .contains(CodeMeaning.RIGHT_MISSING);
  }

  @Test
  void codeInAnotherField_isNone() {
    assertThat(CODES.in(response(List.of(), "{\"message\":\"invalid_grant\"}"))).isEmpty();
  }

  @Test
  void longerWord_isAnotherCode() {
    assertThat(CODES.in(response(List.of(), "AADSTS501261"))).isEmpty();
  }

  /// A resource server means by the same words that the provider calls the token inactive.
  @Test
  void constantOfATokenEndpoint_isProseElsewhere() {
    String body = "{\"error\":\"invalid_grant\",\"error_description\":\"Token is not active\"}";
    HttpResponse said = new HttpResponse(401, List.of(), body);
    assertThat(CODES.in(ParsedResponse.of(said, RequestContext.tokenEndpoint())))
        .map(ErrorCode::meaning)
        .contains(CodeMeaning.EXPIRED);
    assertThat(CODES.in(ParsedResponse.of(said, RequestContext.unknown())))
        .map(ErrorCode::meaning)
        .contains(CodeMeaning.INVALID_GRANT);
  }

  static List<ErrorCode> all() {
    return ErrorCodes.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyCode_namesItsSource(ErrorCode code) {
    assertThat(code.source()).isNotBlank();
    assertThat(code.fields()).allMatch(field -> field.equals(field.toLowerCase(Locale.ROOT)));
  }

  private static ParsedResponse response(List<Header> headers, String body) {
    return ParsedResponse.of(new HttpResponse(401, headers, body), RequestContext.unknown());
  }
}
