package why401.diagnosis.rule;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import why401.cause.Cause;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.JwtFacts;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.response.statement.Hint;
import why401.response.statement.Indication;

/// A JWT that has lost a part: nobody can accept it. A target that tells of what is inside has read
/// it, though, and may know its form better than we do.
public final class TokenTruncated implements Rule {
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
  public static boolean contradicts(Indication indication, CredentialFacts sent) {
    return sent.damage().contains(SecretDefect.TRUNCATED) && INSIDE.contains(indication.hint());
  }

  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean cut = c.kind() == Kind.TOKEN && c.sent().damage().contains(SecretDefect.TRUNCATED);
    boolean judged =
        c.interpretation()
                .named()
                .filter(indication -> OUTSIDE.contains(indication.hint()))
                .isPresent()
            && !c.deliveryUncertain();
    return cut && judged && !c.sameSecretWorked()
        ? Hypothesis.of(Cause.TOKEN_MALFORMED, plain(c))
            .because(From.TOKEN, CleanedSecretAccepted.damage(c.sent()))
            .told()
        : Optional.empty();
  }

  /// A part is missing, or the signature is shorter than that of the last accepted token; by
  /// itself, a length tells little, since an RSA key may be of any.
  private static boolean plain(EvidenceView c) {
    JwtFacts now = c.sent().token();
    LastAccepted accepted = c.lastAccepted();
    JwtFacts then = accepted == null ? null : accepted.shown().token();
    boolean parts = now == null || now.algorithm() == null;
    return parts || (then != null && then.form() == JwtFacts.Form.JWT);
  }
}
