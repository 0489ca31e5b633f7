package why401.diagnosis.observation;

import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Formats;

/// Looks whether a capture still holds a credential; captures are often rid of what proves an
/// identity before they are handed on.
final class CaptureObserver implements Observer {
  @Override
  public void look(EvidenceView c, ObservationLog log) {
    if (!c.sent().representation().grant().isEmpty()) {
      return;
    }
    boolean shown = c.exchange().sent().withCredential();
    history(c, log);
    boolean asks = !shown && c.exchange().sent().method().equals("OPTIONS");
    log.either("preflight", asks, "yes", "no");
    if (shown) {
      log.see("captured-credential", "shown");
    } else {
      boolean plain = c.interpretation().errorCode() == null;
      boolean challenged = plain && !c.interpretation().challenges().schemes().isEmpty();
      log.either("captured-credential", challenged, "absent-challenged", "absent");
    }
  }

  private static void history(EvidenceView c, ObservationLog log) {
    LastAccepted accepted = c.lastAccepted();
    if (accepted != null) {
      log.either(
          "history",
          c.sameSecretWorked(),
          "accepted-with-same",
          "accepted-with-older",
          "time",
          Formats.time(accepted.at()));
    }
  }
}
