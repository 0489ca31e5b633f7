package why401.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.response.statement.RequestContext;
import why401.response.statement.RequestContext.Endpoint;
import why401.response.statement.RequestContext.Sent;

/// What words mean in the light of the request, of the status, and of what stands beside them.
class ContextRulesTest {
  private static final ResponseInterpreter READER = new ResponseInterpreter();

  private static Interpretation read(
      int status, String challenge, String body, RequestContext context) {
    List<Header> headers =
        challenge.isEmpty() ? List.of() : List.of(new Header("WWW-Authenticate", challenge));
    return READER.interpret(new HttpResponse(status, headers, body), context);
  }

  /// A cookie without a session behind it is no header that got lost.
  @Test
  void cookieThatNoSessionIsKnownFor_isStale() {
    String body = "{\"detail\":\"no session data found\"}";
    assertThat(read(401, "", body, RequestContext.resource("cookie")).top().map(Indication::hint))
        .contains(Hint.SESSION_STALE);
    assertThat(read(401, "", body, RequestContext.resource("api-key")).top().map(Indication::hint))
        .contains(Hint.CREDENTIALS_STRIPPED);
  }

  /// RFC 6750, 3.1: `invalid_request` comes with 400.
  @Test
  void badRequestWithAChallenge_isARefusal_andItsSchemeCounts() {
    String challenge = "Bearer realm=\"jwt\", error=\"invalid_request\"";
    Interpretation basic = read(400, challenge, "", RequestContext.resource("basic"));
    assertThat(basic.refusal()).isTrue();
    assertThat(basic.top().map(Indication::hint)).contains(Hint.SCHEME_NOT_ACCEPTED);
    assertThat(read(400, "", "", RequestContext.resource("basic")).refusal()).isFalse();
  }

  /// A server that reads Bearer finds the structure of Basic wrong.
  @Test
  void malformedForAServerOfAnotherScheme_isTheScheme() {
    String challenge = "Bearer error=\"invalid_request\", error_description=\"Malformed token\"";
    assertThat(
            read(401, challenge, "", RequestContext.resource("basic")).top().map(Indication::hint))
        .contains(Hint.SCHEME_NOT_ACCEPTED);
    assertThat(read(401, challenge, "", RequestContext.resource("basic")).named()).isEmpty();
    assertThat(
            read(401, challenge, "", RequestContext.resource("bearer"))
                .named()
                .map(Indication::hint))
        .contains(Hint.TOKEN_MALFORMED);
  }

  @Test
  void codeBesideAGuess_isNoMoreThanAGuess() {
    String plain = "{\"error\":\"invalid_target\"}";
    String guess =
        """
        {"error":"invalid_target","error_description":"The audience is invalid. \
        This might be because the pool is disabled or deleted."}
        """;
    RequestContext endpoint = new RequestContext(Endpoint.TOKEN_ENDPOINT, Sent.YES, null);
    assertThat(read(400, "", plain, endpoint).named().map(Indication::hint))
        .contains(Hint.AUDIENCE_MISMATCH);
    assertThat(read(400, "", guess, endpoint).named()).isEmpty();
    assertThat(read(400, "", guess, endpoint).top().map(Indication::hint))
        .contains(Hint.AUDIENCE_MISMATCH);
  }

  @Test
  void serverThatFails_isReadIfItBlamesTheToken() {
    String expired = "{\"status\":{\"message\":\"Authentication token has expired.\"}}";
    assertThat(
            read(500, "", expired, RequestContext.resource("bearer")).named().map(Indication::hint))
        .contains(Hint.TOKEN_EXPIRED);
    String broken = "{\"message\":\"The user has no permission\"}";
    assertThat(read(500, "", broken, RequestContext.resource("bearer")).claims()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Password not accepted, SCHEME_NOT_ACCEPTED",
    "Your API key is not accepted, SCHEME_NOT_ACCEPTED",
    "This session has been logged out, SESSION_STALE"
  })
  void whatMayMeanAnotherCause_isNotNamed(String message, Hint hint) {
    assertThat(
            read(401, "", "{\"message\":\"" + message + "\"}", RequestContext.resource("bearer"))
                .named()
                .map(Indication::hint))
        .isNotEqualTo(Optional.of(hint));
  }

  /// Advice on the page says nothing of the code in the challenge.
  @Test
  void codeBesideAdvice_isAsFirmAsItWas() {
    String body = "{\"help\":\"If you think this is wrong, see our guide or contact support\"}";
    String challenge = "Bearer error=\"insufficient_scope\"";
    assertThat(
            read(403, challenge, body, RequestContext.resource("bearer"))
                .named()
                .map(Indication::hint))
        .contains(Hint.INSUFFICIENT_SCOPE);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void invalidScope_isSuggestedWithEitherStatus(int status) {
    String body = "{\"message\":\"The scope of this token is invalid\"}";
    assertThat(
            read(status, "", body, RequestContext.resource("bearer")).top().map(Indication::hint))
        .contains(Hint.INSUFFICIENT_SCOPE);
  }

  /// A browser sends its cookies whatever the endpoint reads.
  @Test
  void cookieWhereATokenIsMissing_isNoStaleSession() {
    String body = "{\"message\":\"No authorization token provided\"}";
    assertThat(read(401, "", body, RequestContext.resource("cookie")).claims())
        .extracting(Indication::hint)
        .doesNotContain(Hint.SESSION_STALE);
  }
}
