package why401.diagnosis;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import why401.challenge.Claim;
import why401.challenge.Hint;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Damage;
import why401.diagnosis.ProofFacts.Kind;

/// A JWT that has lost a part: nobody can accept it. A target that tells of what is inside has read
/// it, though, and may know its form better than we do.
final class TokenCut implements Rule {
  /// What nobody can say of a token without having read it.
  private static final Set<Hint> INSIDE =
      EnumSet.of(
          Hint.TOKEN_EXPIRED,
          Hint.TOKEN_REVOKED,
          Hint.CLOCK_SKEW,
          Hint.AUDIENCE_MISMATCH,
          Hint.ISSUER_MISMATCH,
          Hint.INSUFFICIENT_SCOPE,
          Hint.ACCOUNT_LOCKED);

  /// What is said of a token that nobody can read as well.
  private static final Set<Hint> OUTSIDE =
      EnumSet.of(Hint.TOKEN_MALFORMED, Hint.TOKEN_SIGNATURE_INVALID, Hint.CREDENTIALS_INVALID);

  /// Whether what `claim` says contradicts our own look at the token that was sent.
  static boolean contradicts(Claim claim, ProofFacts sent) {
    return sent.damage().contains(Damage.TRUNCATED) && INSIDE.contains(claim.hint());
  }

  @Override
  public Optional<Draft> judge(Case c) {
    boolean cut = c.kind() == Kind.TOKEN && c.sent().damage().contains(Damage.TRUNCATED);
    boolean judged =
        c.reading().named().filter(claim -> OUTSIDE.contains(claim.hint())).isPresent()
            && !c.arrivalDoubted();
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
