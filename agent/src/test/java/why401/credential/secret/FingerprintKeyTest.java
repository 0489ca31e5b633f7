package why401.credential.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FingerprintKeyTest {
  @Test
  void keysAreEqual_ifTheirFingerprintsAre() {
    FingerprintKey key = FingerprintKey.random();
    FingerprintKey same = FingerprintKey.decode(key.encoded());
    assertThat(same).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(same.of("a")).isEqualTo(key.of("a")).hasSize(32).isNotEqualTo(key.of("b"));
    assertThat(FingerprintKey.random()).isNotEqualTo(key);
  }

  /// Of the same octets, but shorter.
  @Test
  void keyOfTheProcess_isNotTheOneThatItsOctetsGive() {
    FingerprintKey decoded = FingerprintKey.decode(FingerprintKey.PROCESS.encoded());
    assertThat(decoded).isNotEqualTo(FingerprintKey.PROCESS);
    Secret secret = Secret.of("hunter2");
    assertThat(secret.fingerprint(FingerprintKey.PROCESS)).hasSize(8);
    assertThat(secret.fingerprint(decoded)).hasSize(32);
    assertThat(secret.fingerprint()).hasSize(8);
  }

  @Test
  void keyOfAnotherLength_isRefused() {
    assertThatThrownBy(() -> FingerprintKey.decode("abcd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: 32 octets");
  }

  @Test
  void toString_showsNothing() {
    FingerprintKey key = FingerprintKey.random();
    assertThat(key).hasToString("FingerprintKey");
  }
}
