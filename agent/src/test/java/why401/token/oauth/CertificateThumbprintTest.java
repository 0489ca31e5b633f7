package why401.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateThumbprintTest {
  @TempDir Path folder;

  @Test
  void thumbprint_isInBothForms() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("c.pem"), new HeldCertificate.Builder().build().certificatePem());
    CertificateThumbprint thumbprint = CertificateThumbprint.of(file);
    assertThat(thumbprint).isNotNull();
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256);
    thumbprint.write(header);
    assertThat(header.build().toJSONObject())
        .containsEntry("x5t", thumbprint.sha1().toString())
        .containsEntry("x5t#S256", thumbprint.sha256().toString());
    assertThat(thumbprint.sha1().decode()).hasSize(20);
  }

  @Test
  void file_thatIsNoCertificate_isAnUnusableKey() throws Exception {
    Path file = Files.writeString(folder.resolve("c.pem"), "no");
    assertThatThrownBy(() -> CertificateThumbprint.of(file))
        .isInstanceOf(SigningKey.UnusableKeyException.class)
        .hasMessageContaining("c.pem");
  }
}
