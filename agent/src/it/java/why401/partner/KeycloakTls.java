package why401.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import okhttp3.tls.HeldCertificate;
import why401.http.client.TestCertificates;

/// Keycloak's HTTPS: a certificate of its own authority, which also signs those of clients (RFC
/// 8705).
public final class KeycloakTls {
  private final TestCertificates certificates = new TestCertificates();
  private final PartnerFolder folder;
  private final int port;

  KeycloakTls(PartnerFolder folder, int port) {
    this.folder = folder;
    this.port = port;
    HeldCertificate server = certificates.of("127.0.0.1");
    folder.write("ca.pem", certificates.authority.certificatePem());
    folder.write("server.pem", server.certificatePem());
    folder.write("server-key.pem", server.privateKeyPkcs8Pem());
  }

  List<String> options() {
    return List.of(
        "--https-port=" + port,
        "--https-certificate-file=" + folder.work().resolve("server.pem"),
        "--https-certificate-key-file=" + folder.work().resolve("server-key.pem"),
        "--truststore-paths=" + ca());
  }

  /// `https://127.0.0.1:PORT` and the path.
  public String url(String path) {
    return "https://127.0.0.1:" + port + path;
  }

  /// The issuer of a realm's tokens that were asked for by HTTPS.
  public String issuer(String realm) {
    return url("/realms/" + realm);
  }

  /// PEM file of the authority.
  public Path ca() {
    return folder.work().resolve("ca.pem");
  }

  /// Makes the certificate of a client, subject `CN=name`, and its key: `name.pem` and
  /// `name-key.pem` in `into`.
  public void clientCertificate(Path into, String name) {
    write(into, name, certificates.of(name));
  }

  private static void write(Path into, String name, HeldCertificate certificate) {
    try {
      Files.writeString(into.resolve(name + ".pem"), certificate.certificatePem());
      Files.writeString(into.resolve(name + "-key.pem"), certificate.privateKeyPkcs8Pem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
