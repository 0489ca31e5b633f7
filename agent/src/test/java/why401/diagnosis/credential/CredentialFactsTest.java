package why401.diagnosis.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import why401.credential.secret.Secret;
import why401.token.Credentials;

class CredentialFactsTest {
  static Stream<Arguments> damaged() {
    return Stream.of(
        Arguments.of("secret", "[]", "secret"),
        Arguments.of("secret\n", "[LINE_BREAK]", "secret"),
        Arguments.of("sec\r\nret", "[LINE_BREAK]", "secret"),
        Arguments.of(" secret ", "[BLANKS]", "secret"),
        Arguments.of("\"secret\"", "[QUOTES]", "secret"),
        Arguments.of("Bearer secret", "[PREFIX]", "secret"),
        Arguments.of("Bearer Bearer secret", "[PREFIX]", "secret"),
        Arguments.of("\"Bearer secret\"\n", "[LINE_BREAK, QUOTES]", "secret"),
        Arguments.of("se\u0000cret", "[CONTROL_CHARACTER]", "se\u0000cret"),
        Arguments.of("secr\u00e9t", "[NOT_ASCII]", "secr\u00e9t"));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void damage_isSeenAndCleaned(String value, String damage, String clean) {
    Credentials credentials = new Credentials.StaticBearer(Secret.of(value));
    assertThat(CredentialFacts.of(credentials).damage()).hasToString(damage);
    Optional<Credentials> cleaned = CredentialFacts.cleaned(credentials);
    if (clean.equals(value)) {
      assertThat(cleaned).isEmpty();
    } else {
      assertThat(cleaned).contains(new Credentials.StaticBearer(Secret.of(clean)));
    }
  }

  @Test
  void password_mayHoldAnyLetter() {
    assertThat(CredentialFacts.of(new Credentials.Basic("u", Secret.of("pass\u00e9"))).damage())
        .isEmpty();
  }

  @Test
  void nothing_hasNoFacts() {
    assertThat(CredentialFacts.of(new Credentials.None())).isEqualTo(CredentialFacts.NONE);
  }

  @Test
  void facts_tellNothingOfTheSecret() {
    String secret = "top-secret-value";
    assertThat(CredentialFacts.of(new Credentials.Basic("u", Secret.of(secret))).toString())
        .doesNotContain(secret);
  }
}
