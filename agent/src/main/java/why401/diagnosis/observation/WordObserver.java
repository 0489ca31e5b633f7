package why401.diagnosis.observation;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.response.Interpretation;
import why401.response.StatedReason;
import why401.response.code.ErrorCode;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.response.statement.Strength;

/// Takes down what an answer says: standard codes as codes, everything else as prose.
final class WordObserver implements Observer {
  /// Of which no words are known.
  private static final Set<Hint> UNREAD =
      EnumSet.of(Hint.TRANSIENT, Hint.INCONSISTENT_BACKENDS, Hint.UNKNOWN);

  private static final Set<Hint> ABSENCE =
      EnumSet.of(Hint.CREDENTIALS_MISSING, Hint.CREDENTIALS_STRIPPED);

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    read(c.said(), !c.sent().wire().grant().isEmpty(), log);
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
    Optional<Indication> known = known(said).filter(_ -> prose.equals("none"));
    if (known.isPresent()) {
      String quote = ObservationLog.quoted(quotedIn(known.get().why()));
      boolean firm = known.get().strength() == Strength.NAMED;
      String label = known.get().hint().label();
      log.see("prose", meant(label + (firm ? "-high" : "-low"), grant), "quote", quote);
    } else if (code == null || !prose.equals("none")) {
      log.see("prose", meant(prose, grant), "quote", ObservationLog.quoted(reason.prose().passage()));
    }
  }

  /// A target whose provider cannot be reached is broken itself; of our own tokens only their
  /// endpoint can say that. The words for it were never measured as sure.
  private static String meant(String prose, boolean grant) {
    boolean broken =
        prose.startsWith(Cause.IDENTITY_PROVIDER_UNAVAILABLE.label())
            || prose.startsWith(Cause.SERVER_MISCONFIGURED.label());
    return broken && !grant ? Cause.SERVER_MISCONFIGURED.label() + "-low" : prose;
  }

  /// What the answer is known to mean, among the causes that its code allows.
  private static Optional<Indication> known(Interpretation said) {
    ErrorCode code = said.reason().code();
    return said.top()
        .filter(one -> !UNREAD.contains(one.hint()))
        .filter(one -> one.strength() == Strength.NAMED || !ABSENCE.contains(one.hint()))
        .filter(one -> code == null || refines(code, one.hint()));
  }

  private static boolean refines(ErrorCode code, Hint hint) {
    return code.meaning().causes().size() > 1
        && Cause.of(hint.label()).filter(code.meaning().causes()::contains).isPresent();
  }

  /// What an indication quotes of the answer.
  private static String quotedIn(String why) {
    int first = why.indexOf('"');
    int last = why.lastIndexOf('"');
    return first >= 0 && last > first ? why.substring(first + 1, last) : why;
  }
}
