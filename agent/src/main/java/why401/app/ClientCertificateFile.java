package why401.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.evidence.ClientCertificate;

/// Reads the client certificate of a probe for the diagnosis, which does no I/O itself.
final class ClientCertificateFile {
  private ClientCertificateFile() {}

  /// The first certificate in `file`; null without a file, or if it cannot be read.
  static @Nullable ClientCertificate read(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in)
              instanceof X509Certificate found
          ? ClientCertificate.of(found)
          : null;
    } catch (IOException | GeneralSecurityException unreadable) {
      return null;
    }
  }
}
