package why401.credential.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretDefectTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "plain, none",
        "\"quoted\", QUOTES",
        "'quoted', QUOTES",
        "Bearer x, PREFIX",
        "bearer, none",
        "eyJub3QgYSBqd3Q, none",
        "eyJhbGciOiJIUzI1NiJ9.e30, TRUNCATED",
        "eyJhbGciOiJIUzI1NiJ9.e30.c2hvcnQ, TRUNCATED",
        "eyJ1c2VyIjoxfQ.ZfabcQ.c2ln, none"
      })
  void damage_isWhatAnybodySees(String secret, @Nullable SecretDefect damage) {
    assertThat(SecretDefect.in(secret)).isEqualTo(damage);
  }

  @ParameterizedTest
  @CsvSource({
    "eyJhbGciOi, true",
    "eyJhbGciOiJIUzI1NiJ9.e30, true",
    "eyJ1c2VyIjoxfQ.ZfabcQ.c2ln, false",
    "eyJ1aWQiOjF9, false",
    "eyJ, false"
  })
  void jwt_isKnownByItsHeader(String text, boolean jwt) {
    assertThat(SecretDefect.beginsLikeJwt(text)).isEqualTo(jwt);
  }

  @ParameterizedTest
  @CsvSource({
    "HS256,32,true",
    "HS256,31,false",
    "ES256,64,true",
    "RS256,256,true",
    "RS256,241,false",
    "RS256,64,false",
    "EdDSA,114,true",
    "made-up,1,true",
    "made-up,0,false"
  })
  void signature_isAsLongAsItsAlgorithmMakesIt(String algorithm, int length, boolean whole) {
    assertThat(SecretDefect.wholeSignature(algorithm, length)).isEqualTo(whole);
  }
}
