package why401.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.ClientCertificate;
import why401.io.BoundedAccess;

/// Reads the client certificate of a probe for the diagnosis, which does no I/O itself.
final class ClientCertificateFile {
  private ClientCertificateFile() {}

  /// The first certificate in `file`; null without a file, or if it cannot be read.
  static @Nullable ClientCertificate read(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      byte[] bytes = BoundedAccess.read(file, BoundedAccess.SMALL);
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes))
              instanceof X509Certificate found
          ? ClientCertificate.of(found)
          : null;
    } catch (IOException | GeneralSecurityException unreadable) {
      return null;
    }
  }
}
