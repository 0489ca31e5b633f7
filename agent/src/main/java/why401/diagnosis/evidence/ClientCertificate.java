package why401.diagnosis.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The client certificate of a probe, as its file holds it now.
///
/// @param fingerprint SHA-256, in base64url as in `x5t#S256` (RFC 8705, 3.1)
public record ClientCertificate(String fingerprint, Instant begins, Instant ends) {
  /// The one in `file`; empty without one, or if it cannot be read.
  static Optional<ClientCertificate> at(@Nullable Path file) {
    if (file == null) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in)
              instanceof X509Certificate found
          ? Optional.of(of(found))
          : Optional.empty();
    } catch (IOException | GeneralSecurityException unreadable) {
      return Optional.empty();
    }
  }

  private static ClientCertificate of(X509Certificate certificate) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return new ClientCertificate(
        Base64.getUrlEncoder().withoutPadding().encodeToString(digest),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
