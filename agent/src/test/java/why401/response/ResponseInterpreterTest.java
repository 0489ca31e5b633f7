package why401.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.cause.Cause;
import why401.http.Challenges;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.response.prose.ProseReading.Band;
import why401.response.statement.RequestContext;
import why401.response.statement.RequestContext.Endpoint;
import why401.response.statement.RequestContext.Sent;

class ResponseInterpreterTest {

  private static final ResponseInterpreter READER = new ResponseInterpreter();

  private static Interpretation read(
      int status, String challenge, String body, RequestContext context) {
    List<Header> headers =
        challenge.isEmpty() ? List.of() : List.of(new Header("WWW-Authenticate", challenge));
    return READER.interpret(new HttpResponse(status, headers, body), context);
  }

  private static StatedReason says(String message) {
    return read(401, "", "{\"message\":\"" + message + "\"}", RequestContext.resource("bearer"))
        .reason();
  }

  @ParameterizedTest
  @CsvSource({
    "jwt expired, TOKEN_EXPIRED",
    "The token has been revoked, TOKEN_REVOKED",
    "Invalid audience, AUDIENCE_MISMATCH",
    "Unexpected issuer, ISSUER_MISMATCH",
    "Token not yet valid, CLOCK_SKEW",
    "Your account is locked, ACCOUNT_LOCKED",
    "Signature verification failed, TOKEN_SIGNATURE_INVALID",
    "Malformed token, TOKEN_MALFORMED",
    "Missing required scope, INSUFFICIENT_SCOPE",
    "Too many requests, RATE_LIMITED",
    "Le jeton d'accès a expiré, TOKEN_EXPIRED",
    "El token ha expirado, TOKEN_EXPIRED"
  })
  void unknownProductThatSpeaksPlainly_isRead(String message, Cause cause) {
    assertThat(says(message).cause(Band.MID)).contains(cause);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unauthorized",
        "invalid token",
        "Authentication failed",
        "Token is not valid",
        "Access denied",
        "Bad credentials",
        "unauthenticated",
        "Invalid access token",
        "Token is invalid or expired",
        "Expired, revoked, or malformed token"
      })
  void wordsThatLeaveItOpen_areNeverSure(String message) {
    assertThat(says(message).cause(Band.HIGH)).isEmpty();
  }

  @Test
  void bareRefusal_saysNothing() {
    Interpretation interpretation = read(401, "", "", RequestContext.resource("bearer"));
    assertThat(interpretation.refusal()).isTrue();
    assertThat(interpretation.reason()).isEqualTo(StatedReason.NONE);
  }

  @Test
  void insufficientScope_namesTheScopes() {
    Interpretation interpretation =
        read(
            403,
            "Bearer error=\"insufficient_scope\", scope=\"read write\"",
            "",
            RequestContext.resource("bearer"));
    assertThat(interpretation.reason().cause(Band.HIGH)).contains(Cause.INSUFFICIENT_SCOPE);
    assertThat(interpretation.scopes()).containsExactly("read", "write");
    assertThat(interpretation.errorCode()).isEqualTo("insufficient_scope");
  }

  @Test
  void offeredSchemes_andAStaleNonce_areRead() {
    Challenges challenges =
        read(
                401,
                "Digest realm=\"x\", nonce=\"n\", stale=TRUE",
                "",
                RequestContext.resource("digest"))
            .challenges();
    assertThat(challenges.staleDigest()).isTrue();
    assertThat(challenges.schemes()).containsExactly("digest");
  }

  @Test
  void redirectToALogin_isARefusal() {
    HttpResponse redirect = new HttpResponse(302, List.of(new Header("Location", "/login")), "");
    Interpretation interpretation = READER.interpret(redirect, RequestContext.resource("cookie"));
    assertThat(interpretation.refusal()).isTrue();
  }

  @Test
  void formEncodedError_isRead() {
    Interpretation interpretation =
        read(
            200,
            "",
            "error=invalid_grant&error_description=Refresh+token+expired",
            new RequestContext(Endpoint.TOKEN_ENDPOINT, Sent.YES, null));
    assertThat(interpretation.reason().cause(Band.MID)).contains(Cause.TOKEN_EXPIRED);
    assertThat(interpretation.errorCode()).isEqualTo("invalid_grant");
  }

  @Test
  void truncatedJson_isReadUpToItsEnd() {
    Interpretation interpretation =
        read(
            401,
            "",
            "{\"error\":{\"message\":\"Token expired\",\"trace\":\"at com.exa",
            RequestContext.unknown());
    assertThat(interpretation.reason().cause(Band.MID)).contains(Cause.TOKEN_EXPIRED);
  }

  @Test
  void product_isRecognisedByItsServerHeader() {
    HttpResponse response =
        new HttpResponse(401, List.of(new Header("server", "nginx/1.24.0")), "");
    assertThat(READER.interpret(response, RequestContext.unknown()).product()).isEqualTo("nginx");
  }
}
