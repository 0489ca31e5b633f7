package why401.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.tls.HeldCertificate;

/// Authorities for the HTTPS of an [NginxServer]: one signs the server's certificate, and each
/// signs those of clients.
public final class NginxTls {
  private static final DateTimeFormatter INDEX =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final AtomicLong serials = new AtomicLong(100);
  private final NginxServer nginx;
  private final HeldCertificate authority = authority("why401 CA");
  private final HeldCertificate other = authority("another CA");
  private final Path ca;

  /// The certificate of a client, as PEM files.
  public record Client(Path certificate, Path key, BigInteger serial) {}

  /// Writes the server's files.
  public NginxTls(NginxServer nginx) {
    this.nginx = nginx;
    ca = nginx.file("ca.pem", authority.certificatePem());
    HeldCertificate server =
        named("127.0.0.1").addSubjectAlternativeName("127.0.0.1").signedBy(authority).build();
    nginx.file("server.pem", server.certificatePem());
    nginx.file("server-key.pem", server.privateKeyPkcs8Pem());
    nginx.file("both-ca.pem", authority.certificatePem() + other.certificatePem());
    nginx.file("other-ca.pem", other.certificatePem());
  }

  /// PEM file of the authority that signed the server's certificate.
  public Path ca() {
    return ca;
  }

  /// The directives of a server that asks nobody for a certificate.
  public String plain() {
    return "ssl_certificate server.pem; ssl_certificate_key server-key.pem; ssl_session_cache off;"
        + " ssl_session_tickets off;\n";
  }

  /// The directives of a server that asks for certificates.
  ///
  /// @param verify `on`, `optional`; or `optional_no_ca`, which names no authority to the client,
  ///   so that it sends whatever it has
  /// @param authorities `ca.pem`, `other-ca.pem`, `both-ca.pem`
  public String asking(String verify, String authorities) {
    return plain()
        + "ssl_verify_client %s; %s %s;\n"
            .formatted(
                verify,
                verify.equals("optional_no_ca")
                    ? "ssl_trusted_certificate"
                    : "ssl_client_certificate",
                authorities);
  }

  /// A certificate of the authority that is good for a day.
  public Client client(Path into, String name) {
    return write(into, name, named(name).signedBy(authority).build());
  }

  /// A certificate of the other authority.
  public Client ofOther(Path into, String name) {
    return write(into, name, named(name).signedBy(other).build());
  }

  /// A certificate of the authority that was over yesterday.
  public Client expired(Path into, String name) {
    long now = InstantSource.system().millis();
    long day = Duration.ofDays(1).toMillis();
    return write(
        into,
        name,
        named(name).validityInterval(now - 2 * day, now - day).signedBy(authority).build());
  }

  /// The directive for a list that revokes the certificate of a client.
  public String revoking(Client client) {
    String serial = client.serial().toString(16);
    String line =
        "R\t%s\t%s\t%s\tunknown\t/CN=revoked\n"
            .formatted(
                INDEX.format(InstantSource.system().instant().plus(Duration.ofDays(1))),
                INDEX.format(InstantSource.system().instant().minusSeconds(60)),
                serial.length() % 2 == 0 ? serial : "0" + serial);
    Path index = nginx.file("index.txt", line);
    Path settings =
        nginx.file(
            "revoke.conf",
            "[ca]\ndefault_ca = own\n[own]\ndatabase = %s\ndefault_md = sha256\n".formatted(index));
    Path key = nginx.file("ca-key.pem", authority.privateKeyPkcs8Pem());
    Path list = nginx.file("revoked.pem", "");
    Command.run(
            "openssl ca -gencrl -crldays 1 -config %s -keyfile %s -cert %s -out %s"
                .formatted(settings, key, ca, list)
                .split(" "))
        .orFail();
    return "ssl_crl revoked.pem;\n";
  }

  private HeldCertificate authority(String name) {
    return named(name).certificateAuthority(0).build();
  }

  private HeldCertificate.Builder named(String name) {
    return new HeldCertificate.Builder()
        .commonName(name)
        .serialNumber(BigInteger.valueOf(serials.incrementAndGet()));
  }

  private static Client write(Path into, String name, HeldCertificate held) {
    Path certificate = into.resolve(name + ".pem");
    Path key = into.resolve(name + "-key.pem");
    try {
      Files.writeString(certificate, held.certificatePem());
      Files.writeString(key, held.privateKeyPkcs8Pem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Client(certificate, key, held.certificate().getSerialNumber());
  }
}
