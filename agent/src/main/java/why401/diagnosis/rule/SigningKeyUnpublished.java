package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.JwtFacts;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;
import why401.token.TokenSource.KeyLookup;

/// The key that signed the token is no longer published.
final class SigningKeyUnpublished implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    Optional<KeyLookup.Absent> absent =
        c.key().filter(KeyLookup.Absent.class::isInstance).map(KeyLookup.Absent.class::cast);
    if (absent.isEmpty() || c.jwt().isEmpty() || c.forbidden()) {
      return Optional.empty();
    }
    JwtFacts token = c.jwt().get();
    String configured = c.context().capabilities().issuer();
    String issuer = token.issuer();
    return configured != null && issuer != null && !configured.equals(issuer)
        ? Hypothesis.likely(Cause.ISSUER_MISMATCH)
            .because(
                From.TOKEN,
                "The token comes from '%s'; the configured issuer '%s' does not know its key."
                    .formatted(Formats.name(issuer), configured))
            .told()
        : Hypothesis.certain(Cause.TOKEN_SIGNATURE_INVALID)
            .because(
                From.IDENTITY_PROVIDER,
                "Key '%s' signed the token and is not in the issuer's key set any more, which holds %s."
                    .formatted(
                        Formats.name(String.valueOf(token.keyId())),
                        Formats.list(absent.get().published())))
            .told();
  }
}
