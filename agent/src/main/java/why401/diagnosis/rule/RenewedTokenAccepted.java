package why401.diagnosis.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.JwtFacts;
import why401.diagnosis.evidence.RetrySeries;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.response.statement.Hint;

/// A fresh token or session is accepted where the old one is refused.
final class RenewedTokenAccepted implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    Optional<ExperimentResult.Renewed> renewed =
        c.renewed().filter(answer -> answer.observation().accepted());
    if (renewed.isEmpty()) {
      return Optional.empty();
    }
    boolean proven = c.inactive() || (!c.active() && steady(c));
    Cause cause = cause(c, renewed.get().fresh());
    Hypothesis hypothesis =
        Hypothesis.of(cause, proven)
            .because(From.EXPERIMENT, "A fresh %s was accepted.".formatted(thing(c)))
            .because(From.EXPERIMENT, old(c));
    return c.active()
        ? hypothesis
            .because(
                From.IDENTITY_PROVIDER,
                "The identity provider still calls the old one active: the target, or one replica"
                    + " of it, judges otherwise.")
            .told()
        : hypothesis.told();
  }

  private static String old(EvidenceView c) {
    return refusedBeforeAndAfter(c) && !c.inactive()
        ? "The old one was refused before and after that, so the target did not just recover."
        : "The old one was refused %d times.".formatted(c.repeats().refused());
  }

  /// Whether old and fresh were told apart so often that it was not one replica and then another.
  static boolean steady(EvidenceView c) {
    return refusedBeforeAndAfter(c) && c.repeats().refused() + 1 >= ReplicaAgreement.ENOUGH;
  }

  static boolean refusedBeforeAndAfter(EvidenceView c) {
    List<ExperimentResult> answers = c.evidence().answers();
    return c.renewed()
        .map(answers::indexOf)
        .filter(at -> refusal(answers.subList(0, at)))
        .filter(at -> refusal(answers.subList(at, answers.size())))
        .isPresent();
  }

  private static boolean refusal(List<ExperimentResult> answers) {
    return RetrySeries.of(answers).refused() > 1;
  }

  private static String thing(EvidenceView c) {
    return c.kind() == Kind.SESSION ? "session" : "token";
  }

  private static Cause cause(EvidenceView c, CredentialFacts fresh) {
    if (c.kind() == Kind.SESSION) {
      return Cause.SESSION_STALE;
    }
    if (!c.sent().damage().isEmpty() && fresh.damage().isEmpty()) {
      return Cause.TOKEN_MALFORMED;
    }
    JwtFacts before = c.sent().token();
    JwtFacts after = fresh.token();
    return before == null || after == null ? Cause.TOKEN_REVOKED : compared(c, before, after);
  }

  private static Cause compared(EvidenceView c, JwtFacts before, JwtFacts after) {
    boolean bothRead = before.form() == JwtFacts.Form.JWT && after.form() == JwtFacts.Form.JWT;
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
