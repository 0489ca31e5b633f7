package why401.probe.okhttp;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import okhttp3.CertificatePinner;
import org.jspecify.annotations.Nullable;
import why401.http.client.CertificateRequestRecorder;
import why401.probe.Exchange;

/// Reads the certificates that a peer presented; also with `insecure`, when they were not verified.
final class PeerCertificates {
  private static final int SHORTENED = 16;
  private static final String KEY = "why401.presented-chain";

  private PeerCertificates() {}

  /// Remembered in the session itself: a kept connection presents nothing new.
  static Exchange.@Nullable PeerTls of(SSLSession session) {
    if (session.getValue(KEY) instanceof Exchange.PeerTls known) {
      return known;
    }
    Exchange.PeerTls read = read(session);
    if (read != null) {
      session.putValue(KEY, read);
    }
    return read;
  }

  private static Exchange.@Nullable PeerTls read(SSLSession session) {
    X509Certificate leaf = null;
    Instant earliest = Instant.MAX;
    for (Certificate certificate : presented(session)) {
      if (certificate instanceof X509Certificate x509) {
        leaf = leaf == null ? x509 : leaf;
        Instant end = x509.getNotAfter().toInstant();
        earliest = end.isBefore(earliest) ? end : earliest;
      }
    }
    return leaf == null
        ? null
        : new Exchange.PeerTls(
            CertificatePinner.sha256Hash(leaf).hex().substring(0, SHORTENED),
            leaf.getSubjectX500Principal().getName(),
            earliest,
            CertificateRequestRecorder.wasAsked(session),
            session.getLocalCertificates() != null);
  }

  private static Certificate[] presented(SSLSession session) {
    try {
      return session.getPeerCertificates();
    } catch (SSLPeerUnverifiedException e) {
      return new Certificate[0];
    }
  }
}
