package why401.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jgroups.util.DefaultSocketFactory;
import org.jgroups.util.SocketFactory;
import why401.deployment.ClusterSettings.Protection;
import why401.io.BoundedAccess;
import why401.io.Pem;

/// Sockets on which both sides show a certificate of the cluster's authority.
final class MemberTls {
  private static final char[] NO_PASSWORD = {};

  private MemberTls() {}

  static SocketFactory sockets(Protection.Tls tls) {
    try {
      DefaultSocketFactory sockets = new DefaultSocketFactory(context(tls));
      sockets.setServerSocketConfigurator(
          socket -> {
            if (socket instanceof SSLServerSocket secured) {
              secured.setNeedClientAuth(true);
            }
          });
      return sockets;
    } catch (GeneralSecurityException | IOException e) {
      // Without the cause: it may quote the key.
      throw new ClusterException(
          "cluster.tls: %s, %s and %s do not make a member (expected: PEM files of a certificate, its key and their authority)"
              .formatted(tls.cert(), tls.key(), tls.ca()));
    }
  }

  private static SSLContext context(Protection.Tls tls)
      throws GeneralSecurityException, IOException {
    KeyStore own = empty();
    own.setKeyEntry(
        "member",
        Pem.privateKey(text(tls.key())),
        NO_PASSWORD,
        certificates(tls.cert()).toArray(Certificate[]::new));
    KeyStore trusted = empty();
    int count = 0;
    for (Certificate authority : certificates(tls.ca())) {
      trusted.setCertificateEntry("ca-" + count++, authority);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NO_PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static String text(Path file) throws IOException {
    return new String(BoundedAccess.read(file, BoundedAccess.SMALL), StandardCharsets.ISO_8859_1);
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    String blocks = String.join("\n", Pem.blocks(text(file), Pem.CERTIFICATE));
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(blocks.getBytes(StandardCharsets.US_ASCII)));
  }
}
