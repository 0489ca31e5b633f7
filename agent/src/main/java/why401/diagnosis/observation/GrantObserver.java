package why401.diagnosis.observation;

import why401.cause.Cause;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.evidence.EvidenceView;
import why401.response.prose.ProseReading.Band;

/// Looks at a refused request for a token, whoever sent it.
final class GrantObserver implements Observer {
  @Override
  public void look(EvidenceView c, ObservationLog log) {
    String grant = c.sent().representation().grant();
    if (grant.isEmpty()) {
      return;
    }
    log.see("grant", WithheldObserver.grant(grant));
    SecretObserver.characters(c.sent().representation().characters(), log);
    String error = c.interpretation().errorCode();
    SecretDefect damage = c.sent().damage().stream().findFirst().orElse(null);
    if (damage != null) {
      boolean empty = damage == SecretDefect.EMPTY;
      log.see(
          "renewal-failure",
          empty ? "secret-empty" : "secret-unfit",
          "what",
          empty ? "the body names it without a value" : "it has " + damage.words());
      return;
    }
    log.see(
        "renewal-failure",
        value(c),
        "status",
        "HTTP " + c.status(),
        "code",
        error == null ? "HTTP " + c.status() : "'" + error + "'");
  }

  private static String value(EvidenceView c) {
    if (c.status() >= 500) {
      return "server-error";
    }
    return c.status() == 429
        ? "limited"
        : c.says(Cause.CLOCK_SKEW, Band.HIGH) ? "clock-named" : "rejected";
  }
}
