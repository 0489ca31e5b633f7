package why401.http.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import why401.credential.TlsOptions;
import why401.io.BoundedAccess;
import why401.io.Pem;

/// Puts PEM files into the TLS settings of a client.
final class ClientTls {
  private ClientTls() {}

  /// Read once: 150 certificates take a tenth of a second in a process that has just started.
  private static final class Platform {
    static final HandshakeCertificates CERTIFICATES =
        new HandshakeCertificates.Builder().addPlatformTrustedCertificates().build();
  }

  /// What the platform trusts.
  static HandshakeCertificates platform() {
    return Platform.CERTIFICATES;
  }

  /// Trusts what the platform trusts.
  ///
  /// @param wrap may put something around the sockets
  static void applyPlatform(OkHttpClient.Builder builder, UnaryOperator<SSLSocketFactory> wrap) {
    HandshakeCertificates platform = platform();
    try {
      SSLSocketFactory sockets = sockets(platform, platform.trustManager());
      builder.sslSocketFactory(wrap.apply(sockets), platform.trustManager());
    } catch (TlsFileException e) {
      throw new IllegalStateException(e);
    }
  }

  static void apply(
      TlsOptions tls,
      OkHttpClient.Builder builder,
      HostnameVerifier standard,
      UnaryOperator<SSLSocketFactory> wrap)
      throws TlsFileException {
    HandshakeCertificates.Builder certificates = new HandshakeCertificates.Builder();
    if (tls.ca() == null) {
      certificates.addPlatformTrustedCertificates();
    } else {
      certificates("tls.ca", tls.ca()).forEach(certificates::addTrustedCertificate);
    }
    if (tls.cert() != null) {
      hold(tls.cert(), tls.key() == null ? tls.cert() : tls.key(), certificates);
    }
    HandshakeCertificates built = certificates.build();
    X509TrustManager trust = tls.insecure() ? new TrustEverything() : built.trustManager();
    SSLSocketFactory standardSockets = sockets(built, trust);
    SSLSocketFactory sockets = standardSockets;
    String name = tls.serverName();
    if (name != null) {
      // Names one server in every handshake (SNI, RFC 6066), whatever host is connected to.
      sockets =
          new LayeredSocketFactory(
              standardSockets,
              (below, _, port, autoClose) ->
                  standardSockets.createSocket(below, name, port, autoClose));
      builder.hostnameVerifier((_, session) -> standard.verify(name, session));
    }
    builder.sslSocketFactory(wrap.apply(sockets), trust);
    if (tls.insecure()) {
      builder.hostnameVerifier((_, _) -> true);
    }
  }

  private static SSLSocketFactory sockets(
      HandshakeCertificates certificates, X509TrustManager trust) throws TlsFileException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new CertificateRequestRecorder(certificates.keyManager())},
          new TrustManager[] {trust},
          new SecureRandom());
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new TlsFileException("tls: no TLS here (expected: every Java runtime has it)");
    }
  }

  private static void hold(Path cert, Path key, HandshakeCertificates.Builder into)
      throws TlsFileException {
    List<X509Certificate> chain = certificates("tls.cert", cert);
    String pem = Certificates.certificatePem(chain.getFirst());
    String expected = "an unencrypted PKCS #8 key in PEM that fits the certificate";
    List<String> keys = Pem.blocks(read("tls.key", key), Pem.PRIVATE_KEY);
    if (keys.size() != 1) {
      throw TlsFileException.of("tls.key", key, expected);
    }
    try {
      HeldCertificate held = HeldCertificate.decode(pem + "\n" + keys.getFirst());
      into.heldCertificate(held, chain.subList(1, chain.size()).toArray(X509Certificate[]::new));
    } catch (IllegalArgumentException e) {
      // Without the cause: it may quote the key.
      throw TlsFileException.of("tls.key", key, expected);
    }
  }

  private static List<X509Certificate> certificates(String name, Path file)
      throws TlsFileException {
    String expected = "certificates in PEM";
    List<String> blocks = Pem.blocks(read(name, file), Pem.CERTIFICATE);
    if (blocks.isEmpty()) {
      throw TlsFileException.of(name, file, expected);
    }
    try {
      return blocks.stream().map(Certificates::decodeCertificatePem).toList();
    } catch (IllegalArgumentException e) {
      throw TlsFileException.of(name, file, expected);
    }
  }

  private static String read(String name, Path file) throws TlsFileException {
    try {
      return new String(BoundedAccess.read(file, BoundedAccess.SMALL), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw TlsFileException.of(name, file, "a readable PEM file");
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
