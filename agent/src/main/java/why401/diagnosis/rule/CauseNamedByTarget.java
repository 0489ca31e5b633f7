package why401.diagnosis.rule;

import java.util.Objects;
import java.util.Optional;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.diagnosis.verdict.Sentence;
import why401.response.Interpretation;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.token.IssuerHealth;

/// The target names the cause itself. A fresh token's answer counts before the old one's.
public final class CauseNamedByTarget implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    if (Feasibility.unconfirmed(c)) {
      return Optional.empty();
    }
    Optional<Indication> fresh =
        c.renewed()
            .map(ExperimentResult.Renewed::observation)
            .filter(Observation::refused)
            .map(Observation::interpretation)
            .filter(Objects::nonNull)
            .flatMap(Interpretation::named);
    boolean renewed = c.renewed().filter(one -> one.observation().accepted()).isPresent();
    if (renewed) {
      return Optional.empty();
    }
    return fresh.or(() -> c.interpretation().named()).flatMap(indication -> draft(c, indication));
  }

  private static Optional<Hypothesis> draft(EvidenceView c, Indication indication) {
    Optional<Hypothesis> draft =
        switch (indication.hint()) {
          case AUDIENCE_MISMATCH, ISSUER_MISMATCH ->
              Optional.of(Hypothesis.of(cause(indication.hint()), isToken(c)));
          case TOKEN_REVOKED,
              INSUFFICIENT_SCOPE,
              SCHEME_NOT_ACCEPTED,
              SERVER_MISCONFIGURED,
              SESSION_STALE ->
              Optional.of(Hypothesis.certain(cause(indication.hint())));
          // Of a token that was cut, it is true and not the cause.
          case TOKEN_SIGNATURE_INVALID ->
              Optional.of(
                  Hypothesis.of(
                      Cause.TOKEN_SIGNATURE_INVALID,
                      isToken(c) && !c.sent().damage().contains(SecretDefect.TRUNCATED)));
          case TOKEN_MALFORMED -> Optional.of(malformed(c));
          case CREDENTIALS_INVALID -> Optional.of(invalid(c));
          case IDENTITY_PROVIDER_UNAVAILABLE -> Optional.of(backend(c));
          case INCONSISTENT_BACKENDS, TRANSIENT, CREDENTIALS_STRIPPED ->
              Optional.of(Hypothesis.likely(cause(indication.hint())));
          case CREDENTIALS_MISSING,
              ACCOUNT_LOCKED,
              TOKEN_EXPIRED,
              CLOCK_SKEW,
              RATE_LIMITED,
              UNKNOWN ->
              Optional.empty();
        };
    return draft
        .map(one -> TokenTruncated.contradicts(indication, c.sent()) ? doubted(one, c) : one)
        .map(
            one ->
                one.because(From.RESPONSE, Sentence.of("Its answer decides: " + indication.why())));
  }

  private static Hypothesis doubted(Hypothesis hypothesis, EvidenceView c) {
    return new Hypothesis(
            hypothesis.cause(),
            Confidence.LIKELY,
            hypothesis.domain(),
            hypothesis.enough(),
            hypothesis.because())
        .because(
            From.TOKEN,
            "By our own look nobody can read it. " + CleanedSecretAccepted.damage(c.sent()));
  }

  /// Of a password or a key, talk of signatures and audiences can only be meant otherwise: of a
  /// token that a gateway made of it, say.
  private static boolean isToken(EvidenceView c) {
    return c.kind() == CredentialFacts.Kind.TOKEN || c.jwt().isPresent();
  }

  /// A token that is intact before it leaves may be mangled on its way; the target may also mean
  /// something else by the word.
  private static Hypothesis malformed(EvidenceView c) {
    boolean intact = c.jwt().isPresent() && c.sent().damage().isEmpty();
    return intact
        ? Hypothesis.likely(Cause.TOKEN_MALFORMED)
            .because(From.TOKEN, "By our own look the token is intact when it leaves.")
        : Hypothesis.certain(Cause.TOKEN_MALFORMED);
  }

  /// The same words are used for a locked account; for a token they may mean anything.
  private static Hypothesis invalid(EvidenceView c) {
    return switch (c.kind()) {
      case KEY, NONE -> Hypothesis.certain(Cause.CREDENTIALS_INVALID);
      case PASSWORD, SESSION ->
          Hypothesis.likely(Cause.CREDENTIALS_INVALID)
              .settled()
              .because(
                  From.RESPONSE,
                  "Many servers say the same of a locked account; trying again would risk one.");
      case TOKEN -> Hypothesis.likely(Cause.CREDENTIALS_INVALID);
    };
  }

  /// The target cannot reach its identity provider. Whose fault that is depends on whether we can.
  private static Hypothesis backend(EvidenceView c) {
    IssuerHealth issuer = c.evidence().background().issuer();
    if (issuer == null) {
      return Hypothesis.likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE).settled();
    }
    return issuer.up()
        ? Hypothesis.certain(Cause.SERVER_MISCONFIGURED)
            .because(
                From.IDENTITY_PROVIDER,
                "The identity provider answers us; the target cannot reach it.")
        : Hypothesis.certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE)
            .because(From.IDENTITY_PROVIDER, "It does not answer us either.");
  }

  public static Cause cause(Hint hint) {
    return Cause.of(hint.label()).orElse(Cause.UNKNOWN);
  }
}
