package why401.credential.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretSourceTest {
  private static final Secret SECRET = Secret.of("hunter2");

  @Test
  void literal_givesItself_andHidesItself() throws Exception {
    SecretSource source = SecretSource.fixed(SECRET);
    assertThat(source.read()).isEqualTo(SECRET);
    assertThat(source).isEqualTo(new LiteralSecret(Secret.of("hunter2")));
    assertThat(source.toString() + source.describe()).doesNotContain("hunter2");
  }

  @Test
  void environment_givesItsValue_andHidesIt() throws Exception {
    SecretSource source = new EnvironmentSecret("NAME", SECRET);
    assertThat(source.read()).isEqualTo(SECRET);
    assertThat(source.toString() + source.describe()).contains("NAME").doesNotContain("hunter2");
  }

  @Test
  void environment_whenUnset_saysWhichVariable() {
    assertThatThrownBy(new EnvironmentSecret("NAME", null)::read)
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("environment variable NAME: unset (expected: the secret)");
  }
}
