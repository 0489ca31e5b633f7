package why401.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.secret.Redactor;
import why401.time.ClockReading;
import why401.token.RenewalFailure.Reason;
import why401.token.Token.ExpirySource;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.TokenErrorClassifier;
import why401.token.issuer.TokenExpiry;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Kind;

class TokenResponseParserTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration ASSUMED = Duration.ofMinutes(10);

  @ParameterizedTest
  @ValueSource(strings = {"300", "\"300\"", "300.0", "\" 300 \"", "3e2"})
  void expiresIn_isReadAsServersSendIt(String value) {
    TokenResult.Obtained obtained =
        obtained("{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":" + value + "}");

    assertThat(obtained.expiry())
        .isEqualTo(new TokenExpiry(Duration.ofSeconds(300), ExpirySource.EXPIRES_IN, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1e12",
        "\"soon\"",
        "null",
        "[]",
        "true",
        "\"\"",
        "\"NaN\"",
        "\"1e999999999\""
      })
  void unusableExpiresIn_leadsToTheAssumedLifetime(String value) {
    TokenResult.Obtained obtained =
        obtained("{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":" + value + "}");

    assertThat(obtained.expiry().as(TokenExpiry.Stated.USABLE))
        .isEqualTo(new TokenExpiry(ASSUMED, ExpirySource.ASSUMED, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\":\"x\",\"token_type\":\"bearer\"}",
        "{\"access_token\":\"x\",\"token_type\":\"BEARER\"}",
        "{\"access_token\":\"x\"}",
        "{\"access_token\":\"x\",\"token_type\":7,\"scope\":[\"a\"],\"refresh_token\":null}"
      })
  void carelessResponses_areTokensNevertheless(String body) {
    assertThat(obtained(body).value().reveal()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Sign in</html>",
        "{\"access_token\":\"x",
        "{}",
        "[]",
        "{\"access_token\":\"\"}",
        "{\"access_token\":7}",
        "{\"access_token\":\"x\",\"token_type\":\"DPoP\"}"
      })
  void successWithoutAToken_isAnInvalidResponseOfUnknownFate(String body) {
    TokenResult.Failed failed = failed(200, body);

    assertThat(failed.failure().reason()).isEqualTo(Reason.INVALID_RESPONSE);
    assertThat(failed.kind()).isEqualTo(Kind.AMBIGUOUS);
    assertThat(failed.failure().response().body()).isEmpty();
  }

  @Test
  void busyServerThatSaysWhenToComeBack_turnedTheRequestAway() {
    TokenResult.Failed failed =
        TokenErrorClassifier.of(
            new IssuerResponse(503, Map.of("retry-after", List.of("3")), "busy"),
            Map.of(),
            new Redactor(),
            NOW);

    assertThat(failed.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It is too early to refresh this token.",
        "The access token has not expired yet",
        "Access token is still valid"
      })
  void refreshThatComesTooEarly_isRecognisedByItsWords(String words) {
    String body = "{\"error\":\"invalid_request\",\"error_description\":\"%s\"}".formatted(words);

    assertThat(failed(400, body).kind()).isEqualTo(Kind.TOO_EARLY);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ABSENT",
    "',\"expires_in\":0', ZERO",
    "',\"expires_in\":-1', NEGATIVE",
    "',\"expires_in\":\"soon\"', UNREADABLE",
    "',\"expires_in\":1e12', ENDLESS",
    "',\"expires_in\":\"300\"', USABLE"
  })
  void whatTheResponseStates_isKept(String member, TokenExpiry.Stated stated) {
    TokenExpiry expiry = obtained("{\"access_token\":\"x\"%s}".formatted(member)).expiry();

    assertThat(expiry.stated()).isEqualTo(stated);
    assertThat(expiry.source() == ExpirySource.ASSUMED)
        .isEqualTo(stated != TokenExpiry.Stated.USABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_client, REJECTED, REJECTED",
    "401, invalid_client, REJECTED, REJECTED",
    "400, unauthorized_client, REJECTED, REJECTED",
    "400, invalid_scope, REJECTED, REJECTED",
    "400, unsupported_grant_type, REJECTED, REJECTED",
    "400, invalid_grant, REJECTED, GRANT_DEAD",
    "401, '', REJECTED, REJECTED",
    "403, '', REJECTED, REJECTED",
    "400, '', INVALID_RESPONSE, TRANSIENT",
    "400, temporarily_unavailable, SERVER_ERROR, TRANSIENT",
    "404, '', INVALID_RESPONSE, TRANSIENT",
    "302, '', INVALID_RESPONSE, TRANSIENT",
    "408, '', INVALID_RESPONSE, TRANSIENT",
    "425, '', INVALID_RESPONSE, TRANSIENT",
    "429, invalid_grant, RATE_LIMITED, TRANSIENT",
    "500, invalid_client, SERVER_ERROR, AMBIGUOUS",
    "500, '', SERVER_ERROR, AMBIGUOUS",
    "502, '', SERVER_ERROR, AMBIGUOUS",
    "503, '', SERVER_ERROR, AMBIGUOUS",
    "504, '', SERVER_ERROR, AMBIGUOUS",
    "520, '', SERVER_ERROR, AMBIGUOUS",
    "527, '', SERVER_ERROR, AMBIGUOUS",
    "200, invalid_client, REJECTED, REJECTED",
    "200, invalid_grant, REJECTED, GRANT_DEAD",
    "200, server_error, SERVER_ERROR, TRANSIENT",
    "401, invalid_request, REJECTED, REJECTED",
    "401, invalid_grant, REJECTED, GRANT_DEAD",
    "401, temporarily_unavailable, SERVER_ERROR, TRANSIENT",
    "403, access_denied, REJECTED, REJECTED",
    "400, expired_token, REJECTED, GRANT_DEAD",
    "400, token_not_expired, RATE_LIMITED, TOO_EARLY"
  })
  void failures_areClassified(int status, String error, Reason reason, Kind kind) {
    TokenResult.Failed failed =
        failed(status, error.isEmpty() ? "<p>no</p>" : "{\"error\":\"" + error + "\"}");

    assertThat(failed.failure().reason()).isEqualTo(reason);
    assertThat(failed.kind()).isEqualTo(kind);
    assertThat(failed.failure().status()).isEqualTo(status);
  }

  @Test
  void expClaim_earlierThanExpiresIn_wins_andTheDisagreementIsReported() {
    TokenResult.Obtained obtained = obtained(tokenUntil(NOW.plusSeconds(100), 300));

    assertThat(obtained.expiry())
        .isEqualTo(new TokenExpiry(Duration.ofSeconds(100), ExpirySource.EXP, true));
  }

  @ParameterizedTest
  @CsvSource({"290, false", "289, true", "310, false", "311, true"})
  void sources_disagreeByMoreThanTenSeconds(long exp, boolean disagreed) {
    assertThat(obtained(tokenUntil(NOW.plusSeconds(exp), 300)).expiry().disagreed())
        .isEqualTo(disagreed);
  }

  @Test
  void expClaim_isCorrectedByTheIssuersOffset() {
    TokenResult result = read(200, tokenUntil(NOW.plusSeconds(420), 300), Duration.ofSeconds(120));

    assertThat(((TokenResult.Obtained) result).expiry().disagreed()).isFalse();
    assertThat(((TokenResult.Obtained) result).expiry().lifetime())
        .isEqualTo(Duration.ofSeconds(300));
  }

  @ParameterizedTest
  @CsvSource({"3600, 300", "-3600, 300", "0, 300"})
  void issuerWithoutADate_isJudgedByTheTokensOwnClaims(long wrong, long life) {
    Instant issued = NOW.plusSeconds(wrong);
    TokenResult.Obtained obtained = obtained(issuedAt(issued, issued.plusSeconds(300), 300));

    assertThat(obtained.expiry().lifetime()).isEqualTo(Duration.ofSeconds(life));
  }

  @Test
  void tokenFromAStore_endsWhenItsClaimSays() {
    Instant issued = NOW.minusSeconds(200);
    TokenResult.Obtained obtained = obtained(issuedAt(issued, issued.plusSeconds(300), 299 - 200));

    assertThat(obtained.expiry().lifetime()).isEqualTo(Duration.ofSeconds(99));
  }

  @Test
  void retryAfter_isReadInBothForms() {
    assertThat(retryAfter("120")).isEqualTo(Duration.ofSeconds(120));
    assertThat(retryAfter("Tue, 24 Nov 2026 10:01:00 GMT")).isEqualTo(Duration.ofSeconds(60));
    assertThat(retryAfter("999999999999")).isEqualTo(Duration.ofHours(1));
    assertThat(retryAfter("soon")).isNull();
    assertThat(retryAfter("-5")).isNull();
  }

  private static Duration retryAfter(String value) {
    IssuerResponse response = new IssuerResponse(429, Map.of("retry-after", List.of(value)), "");
    return TokenErrorClassifier.of(response, Map.of(), new Redactor(), NOW).retryAfter();
  }

  private static String tokenUntil(Instant end, int expiresIn) {
    return answer(new JWTClaimsSet.Builder().expirationTime(Date.from(end)).build(), expiresIn);
  }

  private static String issuedAt(Instant start, Instant end, int expiresIn) {
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issueTime(Date.from(start));
    return answer(claims.expirationTime(Date.from(end)).build(), expiresIn);
  }

  private static String answer(JWTClaimsSet claims, int expiresIn) {
    String jwt = new PlainJWT(claims).serialize();
    return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
        .formatted(jwt, expiresIn);
  }

  private static TokenResult.Obtained obtained(String body) {
    return (TokenResult.Obtained) read(200, body, Duration.ZERO);
  }

  private static TokenResult.Failed failed(int status, String body) {
    return (TokenResult.Failed) read(status, body, Duration.ZERO);
  }

  private static TokenResult read(int status, String body, Duration offset) {
    return TokenResponseParser.read(
        new IssuerResponse(status, Map.of(), body),
        new Redactor(),
        new ClockReading(NOW, 0, Duration.ZERO),
        ASSUMED,
        offset);
  }
}
