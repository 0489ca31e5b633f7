package why401.token.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import why401.io.BoundedAccess;

/// When client certificates end, as their files last said: a scrape does not wait for a file.
final class CertificateExpiry {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final Map<Path, Instant> known = new ConcurrentHashMap<>();

  /// The end of the first certificate in `file`; null if it is not known.
  @Nullable Instant notAfter(Path file) {
    try {
      BoundedAccess.within(file, PATIENCE, () -> look(file));
    } catch (IOException e) {
      // What was read last stays.
    }
    return known.get(file);
  }

  private boolean look(Path file) {
    try {
      byte[] bytes = BoundedAccess.content(file, BoundedAccess.SMALL);
      if (CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes))
          instanceof X509Certificate x509) {
        known.put(file, x509.getNotAfter().toInstant());
      }
    } catch (IOException | CertificateException e) {
      known.remove(file);
    }
    return known.containsKey(file);
  }
}
