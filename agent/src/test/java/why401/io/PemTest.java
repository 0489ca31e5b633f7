package why401.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.server.security.Pki;

public final class PemTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"2048", "3072"})
  void pkcs1_isTheSameKey_asPkcs8(String bits) {
    Pki pki = new Pki(folder);
    pki.openssl("genrsa", "-traditional", "-out", "old.key", bits);
    pki.openssl("pkcs8", "-topk8", "-nocrypt", "-in", "old.key", "-out", "new.key");

    assertSame("RSA PRIVATE KEY", "RSA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prime256v1", "secp384r1", "secp521r1"})
  void sec1_isTheSameKey_asPkcs8(String curve) {
    Pki pki = new Pki(folder);
    pki.openssl("ecparam", "-genkey", "-name", curve, "-out", "old.key");
    pki.openssl("pkcs8", "-topk8", "-nocrypt", "-in", "old.key", "-out", "new.key");

    assertSame("EC PRIVATE KEY", "EC");
  }

  private void assertSame(String form, String algorithm) {
    Path old = folder.resolve("old.key");
    assertThat(old).content().contains("BEGIN " + form);
    assertThat(secretNumber(read(old))).isEqualTo(secretNumber(read(folder.resolve("new.key"))));
    assertThat(read(old).getAlgorithm()).isEqualTo(algorithm);
  }

  private static java.math.BigInteger secretNumber(PrivateKey key) {
    return switch (key) {
      case java.security.interfaces.ECPrivateKey curve -> curve.getS();
      case java.security.interfaces.RSAPrivateKey rsa -> rsa.getPrivateExponent();
      default -> throw new IllegalArgumentException(key.getAlgorithm());
    };
  }

  @Test
  void anythingElse_isRefused_withoutBeingShown() {
    assertThatThrownBy(() -> Pem.privateKey("secret stuff"))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessage("no unencrypted PEM private key in it");
    assertThatThrownBy(
            () ->
                Pem.privateKey(
                    "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----"))
        .isInstanceOf(GeneralSecurityException.class);
  }

  public static PrivateKey read(Path file) {
    try {
      return Pem.privateKey(Files.readString(file));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
