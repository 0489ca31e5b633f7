package why401.server.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import why401.io.Pem;

/// Certificates made by openssl for one test.
public final class Pki {
  private static final char[] NONE = "changeit".toCharArray();

  private final Path folder;

  public Pki(Path folder) {
    this.folder = folder;
  }

  /// Writes `name.crt` and `name.key`, self-signed, for localhost.
  Pki selfSigned(String name, String algorithm) {
    openssl(
        "req",
        "-x509",
        "-newkey",
        algorithm,
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=" + name,
        "-addext",
        "subjectAltName=DNS:localhost,DNS:" + name,
        "-keyout",
        name + ".key",
        "-out",
        name + ".crt");
    return this;
  }

  public void openssl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("openssl: missing (expected: apt-get install openssl)", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A client's context that trusts `server` and shows `client`.
  SSLContext context(String server, @Nullable String client) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("server", certificate(server));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      if (client != null) {
        own.setKeyEntry(
            "client",
            Pem.privateKey(Files.readString(folder.resolve(client + ".key"))),
            NONE,
            new java.security.cert.Certificate[] {certificate(client)});
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, NONE);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private java.security.cert.Certificate certificate(String name)
      throws GeneralSecurityException, IOException {
    try (var in = Files.newInputStream(folder.resolve(name + ".crt"))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
