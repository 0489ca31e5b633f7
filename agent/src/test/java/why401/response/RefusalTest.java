package why401.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.response.statement.RequestContext;

/// Which responses refuse authentication or authorization.
class RefusalTest {

  private static final ResponseInterpreter READER = new ResponseInterpreter();

  private static boolean refuses(int status, String challenge, String body) {
    List<Header> headers =
        challenge.isEmpty() ? List.of() : List.of(new Header("WWW-Authenticate", challenge));
    return READER
        .interpret(new HttpResponse(status, headers, body), RequestContext.resource("bearer"))
        .refusal();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invalid date format",
        "The field email is required",
        "Unknown product",
        "Quantity must be at least 1",
        "Unexpected end of JSON input",
        "The order is locked by another user",
        "This page was deleted"
      })
  void badRequestAboutAnythingElse_isNone(String message) {
    String body = "{\"message\":\"" + message + "\"}";
    assertThat(refuses(400, "", body)).isFalse();
    assertThat(refuses(422, "", body)).isFalse();
    assertThat(refuses(500, "", body)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "400, The access token has expired",
    "422, The access token has expired",
    "500, Authentication token has expired."
  })
  void otherStatusWhoseWordsAreSure_isOne(int status, String message) {
    assertThat(refuses(status, "", "{\"message\":\"" + message + "\"}")).isTrue();
  }

  @Test
  void serverThatFailsWithoutBlamingTheToken_isNone() {
    assertThat(refuses(500, "", "{\"message\":\"The user has no permission\"}")).isFalse();
    assertThat(refuses(503, "", "<html>Service Unavailable</html>")).isFalse();
  }

  /// RFC 6750, 3.1: `invalid_request` comes with 400.
  @Test
  void badRequestWithAChallenge_isOne() {
    assertThat(refuses(400, "Bearer realm=\"jwt\", error=\"invalid_request\"", "")).isTrue();
    assertThat(refuses(400, "", "")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32001,\"message\":\"Token expired\"}}",
        "{\"data\":null,\"errors\":[{\"message\":\"Token expired\"}]}",
        "{\"success\":false,\"message\":\"Token expired\"}",
        "<r><Ack>Failure</Ack><Message>Token expired</Message></r>"
      })
  void okWhoseBodyCallsItselfAFailure_isOne(String body) {
    assertThat(refuses(200, "", body)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"token expired\"}",
        "{\"items\":[{\"error\":\"token expired\"}]}",
        "{\"errors\":[{\"message\":\"token expired\"}],\"data\":{\"logs\":1}}",
        "{\"error\":null,\"message\":\"one token expired\"}",
        "{\"errors\":[],\"message\":\"one token expired\"}",
        "{\"status\":\"error\",\"component\":\"mail\",\"message\":\"token expired\"}",
        "<log><error>token expired</error></log>"
      })
  void okThatOnlyTellsOfErrors_isNone(String body) {
    assertThat(refuses(200, "", body)).isFalse();
  }

  /// An account or a page may be disabled or missing without any credential being judged.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"Invalid user\"}}",
        "{\"success\":false,\"message\":\"key not found\"}"
      })
  void errorAt200_aboutNoCredential_isNone(String body) {
    assertThat(refuses(200, "", body)).isFalse();
  }

  @Test
  void soapFault_isOneThoughItsStatusIsAlways500() {
    String fault =
        "<s:Envelope><s:Body><s:Fault><faultstring>The token has"
            + " expired</faultstring></s:Fault></s:Body></s:Envelope>";
    assertThat(refuses(500, "", fault)).isTrue();
  }

  @Test
  void tooManyRequests_areNoneOfAResource() {
    assertThat(refuses(429, "", "{\"message\":\"Too many requests\"}")).isFalse();
    assertThat(
            READER
                .interpret(new HttpResponse(429, List.of(), ""), RequestContext.tokenEndpoint())
                .refusal())
        .isTrue();
  }
}
