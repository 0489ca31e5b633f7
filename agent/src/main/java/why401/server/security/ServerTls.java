package why401.server.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import why401.io.BoundedAccess;
import why401.io.Pem;

/// Applies the TLS settings of the web-config file to Jetty's context factory.
final class ServerTls {
  private static final char[] IN_MEMORY = "in-memory".toCharArray();

  private ServerTls() {}

  /// Every file that `tls` names, to be watched.
  static List<Path> files(Path webConfig, WebConfig.TlsServer tls) {
    return java.util.stream.Stream.of(tls.certFile(), tls.keyFile(), tls.clientCaFile())
        .filter(name -> name != null)
        .map(name -> webConfig.resolveSibling(name))
        .toList();
  }

  /// @throws WebConfigException if a file cannot be read or is not what it should be
  static void apply(Path webConfig, WebConfig.TlsServer tls, SslContextFactory.Server to) {
    try {
      KeyStore keys = empty();
      keys.setKeyEntry(
          "server",
          Pem.privateKey(text(webConfig, "key_file", tls.keyFile(), tls.key())),
          IN_MEMORY,
          certificates(text(webConfig, "cert_file", tls.certFile(), tls.cert()))
              .toArray(Certificate[]::new));
      to.setKeyStore(keys);
      to.setKeyStorePassword(new String(IN_MEMORY));
      to.setIncludeProtocols(protocols(tls));
      to.setSniRequired(false);
      if (tls.cipherSuites() != null && !tls.cipherSuites().isEmpty()) {
        to.setIncludeCipherSuites(tls.cipherSuites().toArray(String[]::new));
      }
      to.setUseCipherSuitesOrder(!Boolean.FALSE.equals(tls.preferServerCipherSuites()));
      clients(webConfig, tls, to);
    } catch (GeneralSecurityException | IOException e) {
      throw new WebConfigException(webConfig + ": tls_server_config: " + e.getMessage());
    }
  }

  private static void clients(Path webConfig, WebConfig.TlsServer tls, SslContextFactory.Server to)
      throws GeneralSecurityException, IOException {
    WebConfig.ClientAuth auth = tls.clients();
    to.setNeedClientAuth(auth.required());
    to.setWantClientAuth(!auth.required() && auth != WebConfig.ClientAuth.NO_CLIENT_CERT);
    if (auth.verified()) {
      KeyStore trusted = empty();
      int number = 0;
      for (Certificate ca :
          certificates(text(webConfig, "client_ca_file", tls.clientCaFile(), tls.clientCa()))) {
        trusted.setCertificateEntry("ca" + number++, ca);
      }
      to.setTrustStore(trusted);
    }
    to.setTrustAll(!auth.verified());
  }

  private static String[] protocols(WebConfig.TlsServer tls) {
    return java.util.Arrays.stream(WebConfig.Version.values())
        .filter(version -> version.compareTo(tls.minimum()) >= 0)
        .filter(version -> version.compareTo(tls.maximum()) <= 0)
        .map(WebConfig.Version::protocol)
        .toArray(String[]::new);
  }

  private static String text(
      Path webConfig, String key, @Nullable String file, @Nullable String inline)
      throws IOException {
    if (file == null) {
      return inline == null ? "" : inline;
    }
    try {
      return new String(
          BoundedAccess.read(webConfig.resolveSibling(file), BoundedAccess.SMALL),
          StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IOException(key + ": " + file + " (expected: a readable PEM file)", e);
    }
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    if (found.isEmpty()) {
      throw new GeneralSecurityException("no PEM certificate in it");
    }
    return found;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, IN_MEMORY);
    return store;
  }
}
