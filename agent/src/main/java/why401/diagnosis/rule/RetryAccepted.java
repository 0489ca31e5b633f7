package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.evidence.RetrySeries;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// Refused, then the identical request was accepted: an accident, or an old session.
final class RetryAccepted implements Rule {
  /// So many acceptances in a row make a broken replica improbable.
  static final int ENOUGH = 4;

  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    RetrySeries repeats = c.repeats();
    int accepted = repeats.acceptedLast();
    if (accepted == 0 || repeats.flips() != 1) {
      return Optional.empty();
    }
    if (session(c)) {
      return stale(c);
    }
    // Never certain: of many replicas one that has just gone bad would look the same.
    Hypothesis hypothesis = Hypothesis.likely(Cause.TRANSIENT);
    return (accepted >= ENOUGH ? hypothesis.settled() : hypothesis)
        .because(
            From.EXPERIMENT,
            "The identical request was refused %s, then accepted %s."
                .formatted(times(repeats.refused()), times(accepted)))
        .told();
  }

  /// A fresh session was accepted after the old one had been refused again.
  private static boolean session(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    boolean cookies = accepted != null && accepted.surface().cookies();
    boolean nonce = c.interpretation().demands().staleDigest();
    boolean again =
        c.observed(Experiment.IdenticalRetry.class).filter(Observation::refused).isPresent();
    boolean fresh =
        c.observed(Experiment.FreshSession.class).filter(Observation::accepted).isPresent();
    boolean session = cookies || c.kind() == Kind.SESSION;
    return fresh && (nonce || (session && again));
  }

  private static Optional<Hypothesis> stale(EvidenceView c) {
    Hypothesis hypothesis =
        Hypothesis.of(Cause.SESSION_STALE, c.interpretation().demands().staleDigest())
            .because(
                From.EXPERIMENT,
                "On a new connection without old cookies the same credential was accepted.");
    return c.interpretation().demands().staleDigest()
        ? hypothesis
            .because(From.RESPONSE, "The Digest challenge said stale=true: only the nonce is old.")
            .told()
        : hypothesis.told();
  }

  private static String times(int count) {
    return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
  }
}
