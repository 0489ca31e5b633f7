package why401.http.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/// A certificate authority of the tests, and what it signs.
public final class TestCertificates {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  public final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("Test CA").build();

  private HeldCertificate.Builder named(String name) {
    return new HeldCertificate.Builder().commonName(name).addSubjectAlternativeName(name);
  }

  public HeldCertificate of(String name) {
    return named(name).signedBy(authority).build();
  }

  public HeldCertificate selfSigned(String name) {
    return named(name).build();
  }

  public HeldCertificate expired(String name) {
    long now = System.currentTimeMillis();
    return named(name).signedBy(authority).validityInterval(now - 2 * DAY, now - DAY).build();
  }

  /// Server sockets that show `held`.
  public static ServerSocketFactory serving(HeldCertificate held) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(held)
        .build()
        .sslContext()
        .getServerSocketFactory();
  }

  /// A file `name` in `folder` with `pem` in it.
  public static Path file(Path folder, String name, String... pem) {
    try {
      return Files.writeString(folder.resolve(name), String.join("", pem));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
