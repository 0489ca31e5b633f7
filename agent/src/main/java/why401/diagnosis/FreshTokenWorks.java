package why401.diagnosis;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import why401.challenge.Hint;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// A fresh token or session is accepted where the old one is refused.
final class FreshTokenWorks implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    Optional<Answer.Renewed> renewed =
        c.renewed().filter(answer -> answer.observation().accepted());
    if (renewed.isEmpty()) {
      return Optional.empty();
    }
    boolean proven = c.inactive() || (!c.active() && steady(c));
    Cause cause = cause(c, renewed.get().fresh());
    Draft draft =
        Draft.of(cause, proven)
            .because(From.EXPERIMENT, "A fresh %s was accepted.".formatted(thing(c)))
            .because(From.EXPERIMENT, old(c));
    return c.active()
        ? draft
            .because(
                From.IDENTITY_PROVIDER,
                "The identity provider still calls the old one active: the target, or one replica"
                    + " of it, judges otherwise.")
            .told()
        : draft.told();
  }

  private static String old(Case c) {
    return refusedBeforeAndAfter(c) && !c.inactive()
        ? "The old one was refused before and after that, so the target did not just recover."
        : "The old one was refused %d times.".formatted(c.repeats().refused());
  }

  /// Whether old and fresh were told apart so often that it was not one replica and then another.
  static boolean steady(Case c) {
    return refusedBeforeAndAfter(c) && c.repeats().refused() + 1 >= Steadiness.ENOUGH;
  }

  static boolean refusedBeforeAndAfter(Case c) {
    List<Answer> answers = c.evidence().answers();
    return c.renewed()
        .map(answers::indexOf)
        .filter(at -> refusal(answers.subList(0, at)))
        .filter(at -> refusal(answers.subList(at, answers.size())))
        .isPresent();
  }

  private static boolean refusal(List<Answer> answers) {
    return Repeats.of(answers).refused() > 1;
  }

  private static String thing(Case c) {
    return c.kind() == Kind.SESSION ? "session" : "token";
  }

  private static Cause cause(Case c, ProofFacts fresh) {
    if (c.kind() == Kind.SESSION) {
      return Cause.SESSION_STALE;
    }
    if (!c.sent().damage().isEmpty() && fresh.damage().isEmpty()) {
      return Cause.TOKEN_MALFORMED;
    }
    TokenFacts before = c.sent().token();
    TokenFacts after = fresh.token();
    return before == null || after == null ? Cause.TOKEN_REVOKED : compared(c, before, after);
  }

  private static Cause compared(Case c, TokenFacts before, TokenFacts after) {
    boolean bothRead = before.form() == TokenFacts.Form.JWT && after.form() == TokenFacts.Form.JWT;
    if (bothRead && !new HashSet<>(before.audience()).equals(new HashSet<>(after.audience()))) {
      return Cause.AUDIENCE_MISMATCH;
    }
    if (bothRead && before.issuer() != null && !before.issuer().equals(after.issuer())) {
      return Cause.ISSUER_MISMATCH;
    }
    if (bothRead && c.forbidden() && !before.scope().containsAll(after.scope())) {
      return Cause.INSUFFICIENT_SCOPE;
    }
    boolean keyMoved = before.keyId() != null && !before.keyId().equals(after.keyId());
    return keyMoved && c.claim(Hint.TOKEN_SIGNATURE_INVALID).isPresent()
        ? Cause.TOKEN_SIGNATURE_INVALID
        : Cause.TOKEN_REVOKED;
  }
}
