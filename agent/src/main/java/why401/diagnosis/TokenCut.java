package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Damage;
import why401.diagnosis.ProofFacts.Kind;

/// A JWT that has lost a part: whatever its target says of it, nobody can accept it.
final class TokenCut implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean cut = c.kind() == Kind.TOKEN && c.sent().damage().contains(Damage.TRUNCATED);
    boolean judged = c.reading().named().isPresent() && !c.arrivalDoubted();
    return cut && judged && !c.sameSecretWorked()
        ? Draft.certain(Cause.TOKEN_MALFORMED)
            .because(From.TOKEN, CleanedFormAccepted.damage(c.sent()))
            .told()
        : Optional.empty();
  }
}
