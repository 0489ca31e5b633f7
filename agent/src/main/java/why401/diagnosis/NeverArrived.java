package why401.diagnosis;

import java.util.Optional;
import java.util.Set;
import why401.challenge.Claim;
import why401.challenge.Hint;
import why401.challenge.Seen;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// The target says that nothing came, and says the same to nobody and to nonsense.
final class NeverArrived implements Rule {
  private static final Set<String> GENERAL = Set.of("RFC 6750, section 3.1", "general vocabulary");

  @Override
  public Optional<Draft> judge(Case c) {
    boolean missing = c.seen() == Seen.NO && c.kind() != Kind.NONE;
    boolean other = c.otherSchemeOffered();
    if (!missing || other || c.unlikeAnonymous() || c.unlikeNonsense() || c.unlikeMalformed()) {
      return Optional.empty();
    }
    boolean controlled = c.likeAnonymous() && c.likeNonsense() && c.repeats().asked() > 0;
    Draft draft =
        Draft.of(Cause.CREDENTIALS_STRIPPED, controlled && sameSetupWorked(c) && discriminates(c))
            .because(
                From.RESPONSE,
                "We sent a credential, and the target answers as if none had arrived.");
    boolean nothingLeft = controlled && !c.canAsk(new Question.MalformedControl());
    Draft weighed = nothingLeft ? draft.settled() : draft;
    return c.likeAnonymous()
        ? weighed
            .because(
                From.EXPERIMENT,
                c.likeNonsense()
                    ? "It answers the same to a request without any, and to one with nonsense."
                    : "It answers the same to a request without any.")
            .told()
        : weighed.told();
  }

  /// Whether this configuration was accepted before.
  private static boolean sameSetupWorked(Case c) {
    LastGood good = c.lastGood();
    return good != null && good.configuration().equals(c.setup().configuration());
  }

  /// Whether the target is known to tell a wrong credential from a missing one: it did so before,
  /// or it is a known product that has words of its own for a missing one.
  private static boolean discriminates(Case c) {
    boolean words =
        c.claim(Hint.CREDENTIALS_STRIPPED)
            .map(Claim::source)
            .filter(source -> !GENERAL.contains(source))
            .isPresent();
    return c.evidence().background().history().discriminates()
        || (words && c.reading().facts().product() != null);
  }
}
