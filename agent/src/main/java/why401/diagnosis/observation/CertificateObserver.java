package why401.diagnosis.observation;

import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.ClientCertificate;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Formats;
import why401.probe.Exchange;

/// Looks at the client certificate: whether the target asked for one, whether one was sent, and its
/// life. A target that asked before, and accepted without, does not demand it.
final class CertificateObserver implements Observer {
  private static final String NGINX = "No required SSL certificate was sent";

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    ClientCertificate certificate = c.context().capabilities().certificate();
    Exchange.PeerTls tls = c.exchange().tls();
    if (c.exchange().body().contains(NGINX) || isUnanswered(tls) && !wasAcceptedWithout(c)) {
      log.see(
          "client-certificate",
          certificate != null
              ? "of-other-authority"
              : acceptedUnasked(c) ? "newly-asked" : "not-sent");
    } else if (certificate != null) {
      if (tls != null && !tls.asked()) {
        log.see("client-certificate", "not-asked");
      } else if (tls == null || tls.answered()) {
        sent(c, certificate, log);
      }
    }
  }

  private static boolean isUnanswered(Exchange.@Nullable PeerTls tls) {
    return tls != null && tls.asked() && !tls.answered();
  }

  private static boolean wasAcceptedWithout(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    return accepted != null && isUnanswered(accepted.surface().tls());
  }

  private static boolean acceptedUnasked(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    Exchange.PeerTls then = accepted == null ? null : accepted.surface().tls();
    return then != null && !then.asked();
  }

  private static void sent(EvidenceView c, ClientCertificate certificate, ObservationLog log) {
    String bound = c.jwt().map(token -> token.more().boundTo()).orElse(null);
    if (!certificate.ends().isAfter(c.exchange().receivedAt())) {
      log.see("client-certificate", "over", "end", Formats.time(certificate.ends()));
    } else if (bound != null && !bound.equals(certificate.fingerprint())) {
      log.see("client-certificate", "unbound");
    } else {
      log.see("client-certificate", "running");
    }
  }
}
