package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// A secret that was good is answered as nonsense and as nothing is, by a target that is not known
/// to answer everybody alike: perhaps it did not arrive.
final class AllAlike implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean secret = c.kind() == Kind.PASSWORD || c.kind() == Kind.KEY;
    boolean alike = c.likeAnonymous() && c.likeNonsense();
    boolean always = c.reading().facts().alike();
    if (!secret || !alike || always || c.forbidden() || !c.sameSecretWorked()) {
      return Optional.empty();
    }
    return Draft.possible(Cause.CREDENTIALS_STRIPPED)
        .because(
            From.EXPERIMENT,
            "The target answers ours, nonsense and a request without a credential exactly alike, as"
                + " if none had arrived. If it always answers everybody alike, a secret that was"
                + " changed there would look the same.")
        .because(From.HISTORY, "The same secret was accepted until a moment ago.")
        .told();
  }
}
