package why401.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import why401.credential.Tls;

/// Puts PEM files into the TLS settings of a client.
final class TlsMaterial {
  private TlsMaterial() {}

  static void apply(Tls tls, OkHttpClient.Builder builder)
      throws IOException, GeneralSecurityException {
    HandshakeCertificates.Builder certificates = new HandshakeCertificates.Builder();
    if (tls.ca() == null) {
      certificates.addPlatformTrustedCertificates();
    } else {
      certificates(tls.ca()).forEach(certificates::addTrustedCertificate);
    }
    if (tls.cert() != null && tls.key() != null) {
      hold(tls.cert(), tls.key(), certificates);
    }
    HandshakeCertificates built = certificates.build();
    X509TrustManager trust = tls.insecure() ? new TrustEverything() : built.trustManager();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {built.keyManager()}, new TrustManager[] {trust}, new SecureRandom());
    builder.sslSocketFactory(context.getSocketFactory(), trust);
    if (tls.insecure()) {
      builder.hostnameVerifier((_, _) -> true);
    }
  }

  private static void hold(Path cert, Path key, HandshakeCertificates.Builder into)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = certificates(cert);
    String leaf = pem(chain.getFirst());
    HeldCertificate held = HeldCertificate.decode(leaf + "\n" + Files.readString(key));
    into.heldCertificate(held, chain.subList(1, chain.size()).toArray(X509Certificate[]::new));
  }

  private static String pem(X509Certificate certificate) throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----";
  }

  private static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }

  /// For `insecure = true`, which the configuration warns of.
  private static final class TrustEverything implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
