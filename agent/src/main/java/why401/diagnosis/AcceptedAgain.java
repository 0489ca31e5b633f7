package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// Refused, then the identical request was accepted: an accident, or an old session.
final class AcceptedAgain implements Rule {
  /// So many acceptances in a row make a broken replica improbable.
  static final int ENOUGH = 4;

  @Override
  public Optional<Draft> judge(Case c) {
    Repeats repeats = c.repeats();
    int accepted = repeats.acceptedLast();
    if (accepted == 0 || repeats.flips() != 1) {
      return Optional.empty();
    }
    if (session(c)) {
      return stale(c);
    }
    // Never certain: of many replicas one that has just gone bad would look the same.
    Draft draft = Draft.likely(Cause.TRANSIENT);
    return (accepted >= ENOUGH ? draft.settled() : draft)
        .because(
            From.EXPERIMENT,
            "The identical request was refused %s, then accepted %s."
                .formatted(times(repeats.refused()), times(accepted)))
        .told();
  }

  /// A fresh session was accepted after the old one had been refused again.
  private static boolean session(Case c) {
    LastGood good = c.lastGood();
    boolean cookies = good != null && good.surface().cookies();
    boolean nonce = c.reading().demands().staleDigest();
    boolean again = c.observed(Experiment.IDENTICAL_RETRY).filter(Observation::refused).isPresent();
    boolean fresh = c.observed(Experiment.FRESH_SESSION).filter(Observation::accepted).isPresent();
    boolean session = cookies || c.kind() == Kind.SESSION;
    return fresh && (nonce || (session && again));
  }

  private static Optional<Draft> stale(Case c) {
    Draft draft =
        Draft.of(Cause.SESSION_STALE, c.reading().demands().staleDigest())
            .because(
                From.EXPERIMENT,
                "On a new connection without old cookies the same credential was accepted.");
    return c.reading().demands().staleDigest()
        ? draft
            .because(From.RESPONSE, "The Digest challenge said stale=true: only the nonce is old.")
            .told()
        : draft.told();
  }

  private static String times(int count) {
    return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
  }
}
