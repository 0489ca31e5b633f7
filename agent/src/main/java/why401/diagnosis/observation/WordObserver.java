package why401.diagnosis.observation;

import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.response.Interpretation;
import why401.response.StatedReason;
import why401.response.code.ErrorCode;

/// Takes down what an answer says: standard codes as codes, everything else as prose.
final class WordObserver implements Observer {
  /// A `no` or `err` names no cause, whatever the letters resemble.
  private static final int WORD = 5;

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    boolean grant = !c.sent().representation().grant().isEmpty();
    // What a token endpoint says of a secret that was not there says nothing of the secret.
    if (!grant || c.sent().damage().isEmpty()) {
      read(c.said(), grant, log);
    }
  }

  /// @param grant whether a token endpoint or login form said it
  static void read(Interpretation said, boolean grant, ObservationLog log) {
    StatedReason reason = said.reason();
    ErrorCode code = reason.code();
    if (code == null) {
      log.see("stated", "none");
    } else {
      log.see("stated", code.meaning().label(), "code", "'" + code.code() + "'");
    }
    String prose = reason.prose().value();
    // The rates of the table are those of answers with words in them.
    boolean words =
        !reason.prose().probabilities().isEmpty() && letters(reason.prose().passage()) >= WORD;
    if (words && (code == null || !prose.equals("none"))) {
      log.see(
          "prose", meant(prose, grant), "quote", ObservationLog.quoted(reason.prose().passage()));
    }
  }

  private static long letters(String passage) {
    return passage.chars().filter(Character::isLetter).count();
  }

  /// A target whose provider cannot be reached is broken itself; of our own tokens only their
  /// endpoint can say that. The words for it were never measured as sure.
  private static String meant(String prose, boolean grant) {
    boolean broken =
        prose.startsWith(Cause.IDENTITY_PROVIDER_UNAVAILABLE.label())
            || prose.startsWith(Cause.SERVER_MISCONFIGURED.label());
    return broken && !grant ? Cause.SERVER_MISCONFIGURED.label() + "-low" : prose;
  }
}
