package why401.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

class ResponseInterpreterTest {

  private static final ResponseInterpreter READER = new ResponseInterpreter();

  private static Interpretation read(
      int status, String challenge, String body, RequestContext context) {
    List<Header> headers =
        challenge.isEmpty() ? List.of() : List.of(new Header("WWW-Authenticate", challenge));
    return READER.interpret(new HttpResponse(status, headers, body), context);
  }

  private static Interpretation says(String message) {
    return read(401, "", "{\"message\":\"" + message + "\"}", RequestContext.resource("bearer"));
  }

  @Test
  void successfulAnswer_isNoRefusal() {
    Interpretation interpretation =
        read(200, "", "{\"message\":\"token expired\"}", RequestContext.resource("bearer"));
    assertThat(interpretation.refusal()).isFalse();
    assertThat(interpretation.claims()).isEmpty();
  }

  @Test
  void ordinaryBadRequest_isNoRefusal() {
    assertThat(
            read(
                    400,
                    "",
                    "{\"message\":\"Invalid date format\"}",
                    RequestContext.resource("bearer"))
                .refusal())
        .isFalse();
  }

  /// A limit on requests or a locked account: the words fit both, and the brake works either way.
  @Test
  void tooManyAttempts_suggestOnlyAndBrake() {
    Interpretation interpretation = says("Too many login attempts");
    assertThat(interpretation.named()).isEmpty();
    assertThat(interpretation.top().map(Indication::hint)).contains(Hint.RATE_LIMITED);
    assertThat(interpretation.brakes().any()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Could not parse token, TOKEN_MALFORMED",
    "アクセストークンの有効期限が切れています, TOKEN_EXPIRED",
    "토큰이 만료되었습니다, TOKEN_EXPIRED",
    "Le jeton d'accès a expiré, TOKEN_EXPIRED",
    "Das Token ist abgelaufen, TOKEN_EXPIRED",
    "Upgrade your plan, INSUFFICIENT_SCOPE",
    "Authorization required, CREDENTIALS_STRIPPED",
    "Requires an OAuth token, SCHEME_NOT_ACCEPTED",
    "You did not provide correct credentials, CREDENTIALS_INVALID"
  })
  void wordsThatFitSeveralCauses_suggestOnly(String message, Hint hint) {
    Interpretation interpretation = says(message);
    assertThat(interpretation.named()).isEmpty();
    assertThat(interpretation.top().map(Indication::hint)).contains(hint);
  }

  @Test
  void invalidSignature_isFirmOfATokenOnly() {
    String body = "{\"message\":\"Invalid signature\"}";
    assertThat(read(401, "", body, RequestContext.resource("bearer")).named()).isPresent();
    assertThat(read(401, "Bearer realm=\"api\"", body, RequestContext.unknown()).named())
        .isPresent();
    assertThat(read(401, "", body, RequestContext.resource("api-key")).named()).isEmpty();
    assertThat(read(401, "", body, RequestContext.unknown()).top().map(Indication::hint))
        .contains(Hint.TOKEN_SIGNATURE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"TOKEN_EXPIRED\",\"message\":\"The token is expired or invalid\"}",
        "{\"code\":\"TOKEN_EXPIRED\",\"message\":\"The token was revoked\"}",
        "{\"title\":\"Token expired\",\"detail\":\"The token may have expired\"}",
        "{\"message\":\"token expired/revoked\"}"
      })
  void proseThatDoubts_weakensCodesAndTitles(String body) {
    assertThat(read(401, "", body, RequestContext.resource("bearer")).named()).isEmpty();
  }

  /// An account or a page may be disabled or missing without any credential being judged.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"Invalid user\"}}",
        "{\"success\":false,\"message\":\"key not found\"}"
      })
  void errorAt200_aboutNoCredential_isNoRefusal(String body) {
    assertThat(read(200, "", body, RequestContext.resource("bearer")).claims()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32001,\"message\":\"Token expired\"}}",
        "{\"data\":null,\"errors\":[{\"message\":\"Token expired\"}]}",
        "{\"success\":false,\"message\":\"Token expired\"}",
        "<r><Ack>Failure</Ack><Message>Token expired</Message></r>"
      })
  void okWhoseBodyCallsItselfAFailure_isARefusal(String body) {
    Interpretation interpretation = read(200, "", body, RequestContext.resource("bearer"));
    assertThat(interpretation.refusal()).isTrue();
    assertThat(interpretation.named().map(Indication::hint)).contains(Hint.TOKEN_EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"items\":[{\"error\":\"token expired\"}]}",
        "{\"errors\":[{\"message\":\"token expired\"}],\"data\":{\"logs\":1}}",
        "{\"error\":null,\"message\":\"one token expired\"}",
        "{\"errors\":[],\"message\":\"one token expired\"}",
        "{\"status\":\"error\",\"component\":\"mail\",\"message\":\"token expired\"}",
        "<log><error>token expired</error></log>"
      })
  void okThatOnlyTellsOfErrors_isNone(String body) {
    assertThat(read(200, "", body, RequestContext.resource("bearer")).refusal()).isFalse();
  }

  @Test
  void soapFault_isReadThoughItsStatusIsAlways500() {
    String fault =
        "<s:Envelope><s:Body><s:Fault><faultstring>The token has"
            + " expired</faultstring></s:Fault></s:Body></s:Envelope>";
    assertThat(
            read(500, "", fault, RequestContext.resource("bearer")).named().map(Indication::hint))
        .contains(Hint.TOKEN_EXPIRED);
  }

  @Test
  void bareRefusal_isAmbiguous() {
    Interpretation interpretation = read(401, "", "", RequestContext.resource("bearer"));
    assertThat(interpretation.ambiguous()).isTrue();
    assertThat(interpretation.claims()).isEmpty();
    assertThat(interpretation.facts().credentialSeen()).isEqualTo(CredentialReceipt.UNKNOWN);
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
    "Could not fetch JWKS, IDENTITY_PROVIDER_UNAVAILABLE"
  })
  void unknownProductThatSpeaksPlainly_namesTheCause(String message, Hint hint) {
    assertThat(says(message).named()).map(Indication::hint).contains(hint);
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
        "Invalid access token"
      })
  void vagueWords_nameNothing(String message) {
    assertThat(says(message).ambiguous()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Token is invalid or expired",
        "Token expired or revoked",
        "Expired, revoked, or malformed token",
        "The token may be expired",
        "Either the account is locked or the password expired",
        "Check that your token is not expired"
      })
  void alternativesAndGuesses_nameNothing(String message) {
    assertThat(says(message).named()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Login failed. Your account is not locked.",
        "The token has not been revoked",
        "Your session is not expired"
      })
  void negatedWords_sayNothing(String message) {
    assertThat(says(message).claims())
        .extracting(Indication::hint)
        .doesNotContain(Hint.ACCOUNT_LOCKED, Hint.TOKEN_REVOKED, Hint.TOKEN_EXPIRED);
  }

  @Test
  void nothingSent_isMissingWhateverTheBodySays() {
    assertThat(
            read(401, "Basic realm=\"x\"", "Bad username or password", RequestContext.anonymous())
                .named())
        .map(Indication::hint)
        .contains(Hint.CREDENTIALS_MISSING);
  }

  @Test
  void sentButUnseen_suggestsStripped() {
    Interpretation interpretation =
        read(
            401, "Bearer", "{\"detail\":\"Not authenticated\"}", RequestContext.resource("bearer"));
    assertThat(interpretation.top()).map(Indication::hint).contains(Hint.CREDENTIALS_STRIPPED);
    assertThat(interpretation.named()).isEmpty();
    assertThat(interpretation.facts().credentialSeen()).isEqualTo(CredentialReceipt.NO);
  }

  @Test
  void otherSchemeOffered_suggestsSchemeNotAccepted() {
    Interpretation interpretation =
        read(401, "Basic realm=\"x\"", "", RequestContext.resource("Bearer"));
    assertThat(interpretation.top()).map(Indication::hint).contains(Hint.SCHEME_NOT_ACCEPTED);
    assertThat(interpretation.demands().schemes()).containsExactly("basic");
  }

  @Test
  void staleDigest_blamesTheNonce() {
    Interpretation interpretation =
        read(
            401,
            "Digest realm=\"x\", nonce=\"n\", stale=TRUE",
            "",
            RequestContext.resource("digest"));
    assertThat(interpretation.demands().staleDigest()).isTrue();
    assertThat(interpretation.top()).map(Indication::hint).contains(Hint.SESSION_STALE);
  }

  @Test
  void insufficientScope_tellsTheScopesAndThatTheTokenWasSeen() {
    Interpretation interpretation =
        read(
            403,
            "Bearer error=\"insufficient_scope\", scope=\"read write\"",
            "",
            RequestContext.resource("bearer"));
    assertThat(interpretation.named()).map(Indication::hint).contains(Hint.INSUFFICIENT_SCOPE);
    assertThat(interpretation.demands().scopes()).containsExactly("read", "write");
    assertThat(interpretation.facts())
        .isEqualTo(
            new Interpretation.Facts(
                CredentialReceipt.YES, "insufficient_scope", null, null, false));
  }

  @Test
  void resourceMetadata_isKept() {
    assertThat(
            read(401, "Bearer resource_metadata=\"https://a/m\"", "", RequestContext.unknown())
                .demands()
                .resourceMetadata())
        .isEqualTo("https://a/m");
  }

  @Test
  void loginPage_suggestsAStaleSession() {
    HttpResponse redirect = new HttpResponse(302, List.of(new Header("Location", "/login")), "");
    Interpretation interpretation = READER.interpret(redirect, RequestContext.resource("cookie"));
    assertThat(interpretation.refusal()).isTrue();
    assertThat(interpretation.facts().loginPage())
        .isEqualTo(new LoginPageSighting(LoginPageSighting.By.REDIRECT, "/login"));
    assertThat(interpretation.top()).map(Indication::hint).contains(Hint.SESSION_STALE);
  }

  @Test
  void tooManyRequests_isNoRefusalOfAResource() {
    Interpretation interpretation = read(429, "", "", RequestContext.resource("bearer"));
    assertThat(interpretation.refusal()).isFalse();
    assertThat(interpretation.named()).map(Indication::hint).contains(Hint.RATE_LIMITED);
  }

  @Test
  void brokenTokenEndpoint_suggestsTheIdentityProvider() {
    Interpretation interpretation =
        read(503, "", "<html>Service Unavailable</html>", RequestContext.tokenEndpoint());
    assertThat(interpretation.top())
        .map(Indication::hint)
        .contains(Hint.IDENTITY_PROVIDER_UNAVAILABLE);
  }

  @Test
  void formEncodedError_isRead() {
    Interpretation interpretation =
        read(
            200,
            "",
            "error=invalid_grant&error_description=Refresh+token+expired",
            new RequestContext(Endpoint.TOKEN_ENDPOINT, Sent.YES, null));
    assertThat(interpretation.named()).map(Indication::hint).contains(Hint.TOKEN_EXPIRED);
    assertThat(interpretation.facts().errorCode()).isEqualTo("invalid_grant");
  }

  @Test
  void cutOffJson_tellsWhatCameBefore() {
    Interpretation interpretation =
        read(
            401,
            "",
            "{\"error\":{\"message\":\"Token expired\",\"trace\":\"at com.exa",
            RequestContext.unknown());
    assertThat(interpretation.named()).map(Indication::hint).contains(Hint.TOKEN_EXPIRED);
  }

  @Test
  void pageForPeople_neverNamesACause() {
    Interpretation interpretation =
        read(
            401,
            "",
            "<html><body><p>Your account is locked.</p></body></html>",
            RequestContext.unknown());
    assertThat(interpretation.top()).map(Indication::hint).contains(Hint.ACCOUNT_LOCKED);
    assertThat(interpretation.named()).isEmpty();
  }

  @Test
  void layer_isRecognisedByItsServerHeader() {
    HttpResponse response =
        new HttpResponse(401, List.of(new Header("server", "nginx/1.24.0")), "");
    assertThat(READER.interpret(response, RequestContext.unknown()).facts().product())
        .isEqualTo("nginx");
  }

  @Test
  void echoedKey_isMaskedInTheReason() {
    Interpretation interpretation = says("Invalid API key: sk-live-4f9a8b7c6d5e4f3a2b1c");
    assertThat(interpretation.claims())
        .isNotEmpty()
        .allSatisfy(indication -> assertThat(indication.why()).doesNotContain("4f9a8b7c"));
  }
}
