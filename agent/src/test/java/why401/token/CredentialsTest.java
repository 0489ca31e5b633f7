package why401.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import why401.credential.Credential.Placement;
import why401.credential.secret.Secret;

class CredentialsTest {
  @Test
  void basic_carriesThePasswordAndTheEncodedPair() {
    assertThat(secrets(new Credentials.Basic("user", Secret.of("password"))))
        .containsExactly("password", "dXNlcjpwYXNzd29yZA==");
  }

  @Test
  void key_carriesItselfWithAndWithoutItsScheme() {
    assertThat(secrets(key("Authorization", "Bearer abc.def")))
        .containsExactly("Bearer abc.def", "abc.def");
  }

  @Test
  void cookieHeader_carriesTheValueOfEachCookie() {
    assertThat(secrets(key("Cookie", "a=first; b=second=2")))
        .containsExactly("a=first; b=second=2", "first", "second=2");
  }

  @Test
  void none_carriesNothing() {
    assertThat(secrets(new Credentials.None())).isEmpty();
  }

  private static Credentials key(String header, String value) {
    return new Credentials.Key(Placement.HEADER, header, Secret.of(value));
  }

  private static List<String> secrets(Credentials credentials) {
    return credentials.secrets().stream().map(Secret::reveal).toList();
  }
}
