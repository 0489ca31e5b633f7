package why401.response.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceNormalizerTest {

  @ParameterizedTest
  @CsvSource({
    "TokenExpiredError, token expired error",
    "token_expired, token expired",
    "auth/id-token-expired, auth id token expired",
    "keymanagement.service.access_token_expired, keymanagement service access token expired",
    "JWSInvalidSignature, jws invalid signature",
    "Invalid OAuth token, invalid oauth token",
    "The token isn't active, the token is not active",
    "You can't use 'x' (yet), you can not use x yet",
    "TOKEN_CANT_BE_NULL, token can not be null",
    "token expired/invalid, token expired or invalid",
    "no key sent / invalid key, no key sent or invalid key",
    "application/json, application json"
  })
  void codesAndProse_comeToOneForm(String text, String sentence) {
    assertThat(SentenceNormalizer.of(text)).containsExactly(sentence);
  }

  @Test
  void sentences_areTakenApart() {
    assertThat(SentenceNormalizer.of("Login failed. Try again!\nOr not; v1.2 is fine"))
        .containsExactly("login failed", "try again", "or not", "v1.2 is fine");
  }
}
