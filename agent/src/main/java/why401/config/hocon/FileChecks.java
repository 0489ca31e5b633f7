package why401.config.hocon;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import why401.io.BoundedAccess;
import why401.io.Pem;

/// Looks at the files that a configuration names, each once for a loading.
public final class FileChecks {
  private final Map<Path, Optional<String>> certificates = new HashMap<>();
  private final Map<Path, Optional<String>> keys = new HashMap<>();

  /// What is wrong with a file that has to hold certificates in PEM, if anything.
  public Optional<String> certificates(Path file) {
    return certificates.computeIfAbsent(file, FileChecks::faultOfCertificates);
  }

  /// What is wrong with a file that has to hold a private key in PEM, if anything.
  public Optional<String> key(Path file) {
    return keys.computeIfAbsent(file, FileChecks::faultOfKey);
  }

  /// What is wrong with a file that has to be there, if anything.
  public static Optional<String> readable(Path file) {
    return switch (look(file)) {
      case ABSENT -> Optional.of("a file; there is none");
      case DIRECTORY -> Optional.of("a file; this is a directory");
      case FORBIDDEN -> Optional.of("a file that this user may read");
      case SILENT -> Optional.of("a file that can be read at once");
      case READABLE -> Optional.empty();
    };
  }

  /// What is to be seen of a file without reading it.
  public enum Look {
    /// There is none.
    ABSENT,
    /// It is a directory.
    DIRECTORY,
    /// This user may not read it.
    FORBIDDEN,
    /// It does not answer: it is on a mount that hangs.
    SILENT,
    /// It can be read.
    READABLE
  }

  /// Looks at `file`.
  public static Look look(Path file) {
    try {
      return BoundedAccess.within(file, BoundedAccess.PATIENCE, () -> seen(file));
    } catch (IOException e) {
      return Look.SILENT;
    }
  }

  /// Whether `file` can be executed; true if it does not answer.
  public static boolean executable(Path file) {
    try {
      return BoundedAccess.within(file, BoundedAccess.PATIENCE, () -> Files.isExecutable(file));
    } catch (IOException e) {
      return true;
    }
  }

  private static Look seen(Path file) {
    if (!Files.exists(file)) {
      return Look.ABSENT;
    }
    if (Files.isDirectory(file)) {
      return Look.DIRECTORY;
    }
    return Files.isReadable(file) ? Look.READABLE : Look.FORBIDDEN;
  }

  private static Optional<String> faultOfCertificates(Path file) {
    Optional<String> fault = readable(file);
    if (fault.isPresent()) {
      return fault;
    }
    try {
      CertificateFactory x509 = CertificateFactory.getInstance("X.509");
      boolean none =
          x509.generateCertificates(
                  new ByteArrayInputStream(BoundedAccess.read(file, BoundedAccess.SMALL)))
              .isEmpty();
      return none ? Optional.of("a file with certificates in PEM") : Optional.empty();
    } catch (CertificateException | IOException e) {
      return Optional.of("a file with certificates in PEM");
    }
  }

  private static Optional<String> faultOfKey(Path file) {
    Optional<String> fault = readable(file);
    if (fault.isPresent()) {
      return fault;
    }
    try {
      String text =
          new String(BoundedAccess.read(file, BoundedAccess.SMALL), StandardCharsets.ISO_8859_1);
      if (!Pem.blocks(text, Pem.PRIVATE_KEY).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          text.contains("PRIVATE KEY-----")
              ? "an unencrypted private key in PKCS #8; openssl pkcs8 -topk8 -nodes converts it"
              : "a file with a private key in PEM (PKCS #8)");
    } catch (IOException e) {
      return Optional.of("a file that can be read");
    }
  }
}
