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
        ? Draft.of(Cause.TOKEN_MALFORMED, plain(c))
            .because(From.TOKEN, CleanedFormAccepted.damage(c.sent()))
            .told()
        : Optional.empty();
  }

  /// A part is missing, or the signature is shorter than that of the last accepted token; by
  /// itself, a length tells little, since an RSA key may be of any.
  private static boolean plain(Case c) {
    TokenFacts now = c.sent().token();
    LastGood good = c.lastGood();
    TokenFacts then = good == null ? null : good.shown().token();
    boolean parts = now == null || now.algorithm() == null;
    return parts || (then != null && then.form() == TokenFacts.Form.JWT);
  }
}
