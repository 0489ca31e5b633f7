package why401.diagnosis;

import java.util.Objects;
import java.util.Optional;
import why401.challenge.Claim;
import why401.challenge.Hint;
import why401.challenge.Reading;
import why401.diagnosis.Finding.From;
import why401.token.IssuerHealth;

/// The target names the cause itself. A fresh token's answer counts before the old one's.
final class TargetNames implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    if (c.doubtful()) {
      return Optional.empty();
    }
    Optional<Claim> fresh =
        c.renewed()
            .map(Answer.Renewed::observation)
            .filter(Observation::refused)
            .map(Observation::reading)
            .filter(Objects::nonNull)
            .flatMap(Reading::named);
    boolean renewed = c.renewed().filter(one -> one.observation().accepted()).isPresent();
    if (renewed) {
      return Optional.empty();
    }
    return fresh.or(() -> c.reading().named()).flatMap(claim -> draft(c, claim));
  }

  private static Optional<Draft> draft(Case c, Claim claim) {
    Optional<Draft> draft =
        switch (claim.hint()) {
          case AUDIENCE_MISMATCH, ISSUER_MISMATCH ->
              Optional.of(Draft.of(cause(claim.hint()), isToken(c)));
          case TOKEN_REVOKED,
              INSUFFICIENT_SCOPE,
              SCHEME_NOT_ACCEPTED,
              SERVER_MISCONFIGURED,
              SESSION_STALE ->
              Optional.of(Draft.certain(cause(claim.hint())));
          // Of a token that was cut, it is true and not the cause.
          case TOKEN_SIGNATURE_INVALID ->
              Optional.of(
                  Draft.of(
                      Cause.TOKEN_SIGNATURE_INVALID,
                      isToken(c) && !c.sent().damage().contains(ProofFacts.Damage.TRUNCATED)));
          case TOKEN_MALFORMED -> Optional.of(malformed(c));
          case CREDENTIALS_INVALID -> Optional.of(invalid(c));
          case IDENTITY_PROVIDER_UNAVAILABLE -> Optional.of(backend(c));
          case INCONSISTENT_BACKENDS, TRANSIENT, CREDENTIALS_STRIPPED ->
              Optional.of(Draft.likely(cause(claim.hint())));
          case CREDENTIALS_MISSING,
              ACCOUNT_LOCKED,
              TOKEN_EXPIRED,
              CLOCK_SKEW,
              RATE_LIMITED,
              UNKNOWN ->
              Optional.empty();
        };
    return draft
        .map(one -> TokenCut.contradicts(claim, c.sent()) ? doubted(one, c) : one)
        .map(one -> one.because(From.RESPONSE, Sentence.of("Its answer decides: " + claim.why())));
  }

  private static Draft doubted(Draft draft, Case c) {
    return new Draft(
            draft.cause(), Confidence.LIKELY, draft.domain(), draft.enough(), draft.because())
        .because(
            From.TOKEN,
            "By our own look nobody can read it. " + CleanedFormAccepted.damage(c.sent()));
  }

  /// Of a password or a key, talk of signatures and audiences can only be meant otherwise: of a
  /// token that a gateway made of it, say.
  private static boolean isToken(Case c) {
    return c.kind() == ProofFacts.Kind.TOKEN || c.jwt().isPresent();
  }

  /// A token that is intact before it leaves may be mangled on its way; the target may also mean
  /// something else by the word.
  private static Draft malformed(Case c) {
    boolean intact = c.jwt().isPresent() && c.sent().damage().isEmpty();
    return intact
        ? Draft.likely(Cause.TOKEN_MALFORMED)
            .because(From.TOKEN, "By our own look the token is intact when it leaves.")
        : Draft.certain(Cause.TOKEN_MALFORMED);
  }

  /// The same words are used for a locked account; for a token they may mean anything.
  private static Draft invalid(Case c) {
    return switch (c.kind()) {
      case KEY, NONE -> Draft.certain(Cause.CREDENTIALS_INVALID);
      case PASSWORD, SESSION ->
          Draft.likely(Cause.CREDENTIALS_INVALID)
              .settled()
              .because(
                  From.RESPONSE,
                  "Many servers say the same of a locked account; trying again would risk one.");
      case TOKEN -> Draft.likely(Cause.CREDENTIALS_INVALID);
    };
  }

  /// The target cannot reach its identity provider. Whose fault that is depends on whether we can.
  private static Draft backend(Case c) {
    IssuerHealth issuer = c.evidence().background().issuer();
    if (issuer == null) {
      return Draft.likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE).settled();
    }
    return issuer.up()
        ? Draft.certain(Cause.SERVER_MISCONFIGURED)
            .because(
                From.IDENTITY_PROVIDER,
                "The identity provider answers us; the target cannot reach it.")
        : Draft.certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE)
            .because(From.IDENTITY_PROVIDER, "It does not answer us either.");
  }

  static Cause cause(Hint hint) {
    return Cause.of(hint.label()).orElse(Cause.UNKNOWN);
  }
}
