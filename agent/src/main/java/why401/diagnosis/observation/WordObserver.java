package why401.diagnosis.observation;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import why401.diagnosis.evidence.EvidenceView;
import why401.response.Interpretation;
import why401.response.StatedReason;
import why401.response.code.ErrorCode;
import why401.response.statement.Hint;
import why401.response.statement.Indication;

/// Takes down what an answer says: standard codes as codes, everything else as prose.
final class WordObserver implements Observer {
  private static final String GENERAL = "general vocabulary";

  /// Of which no words are known.
  private static final Set<Hint> UNREAD =
      EnumSet.of(Hint.TRANSIENT, Hint.INCONSISTENT_BACKENDS, Hint.UNKNOWN);

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    read(c.interpretation(), log);
  }

  static void read(Interpretation said, ObservationLog log) {
    StatedReason reason = said.reason();
    ErrorCode code = reason.code();
    if (code == null) {
      log.see("stated", "none");
    } else {
      log.see("stated", code.meaning().label(), "code", "'" + code.code() + "'");
    }
    String prose = reason.prose().value();
    Optional<Indication> known = known(said).filter(_ -> code == null && prose.equals("none"));
    if (known.isPresent()) {
      String quote = ObservationLog.quoted(quotedIn(known.get().why()));
      log.see("prose", known.get().hint().label() + "-high", "quote", quote);
    } else if (code == null || !prose.equals("none")) {
      log.see("prose", prose, "quote", ObservationLog.quoted(reason.prose().passage()));
    }
  }

  /// What a product is known to mean by this answer.
  private static Optional<Indication> known(Interpretation said) {
    return said.named()
        .filter(one -> !one.source().equals(GENERAL))
        .filter(one -> !UNREAD.contains(one.hint()));
  }

  /// What an indication quotes of the answer.
  private static String quotedIn(String why) {
    int first = why.indexOf('"');
    int last = why.lastIndexOf('"');
    return first >= 0 && last > first ? why.substring(first + 1, last) : why;
  }
}
