package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;

/// The target accepts a credential that can belong to nobody, and refuses ours.
final class NonsenseAccepted implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean nonsense = c.nonsense().filter(Observation::accepted).isPresent();
    boolean open = c.anonymous().filter(Observation::accepted).isPresent();
    return nonsense && !open
        ? Draft.certain(Cause.SERVER_MISCONFIGURED)
            .because(
                From.EXPERIMENT,
                "The target accepted a credential that belongs to nobody while it refused ours.")
            .told()
        : Optional.empty();
  }
}
