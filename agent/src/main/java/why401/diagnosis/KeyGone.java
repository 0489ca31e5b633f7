package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.token.Tokens.KeyLookup;

/// The key that signed the token is no longer published.
final class KeyGone implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    Optional<KeyLookup.Absent> absent =
        c.key().filter(KeyLookup.Absent.class::isInstance).map(KeyLookup.Absent.class::cast);
    if (absent.isEmpty() || c.jwt().isEmpty() || c.forbidden()) {
      return Optional.empty();
    }
    TokenFacts token = c.jwt().get();
    String configured = c.setup().means().issuer();
    String issuer = token.issuer();
    return configured != null && issuer != null && !configured.equals(issuer)
        ? Draft.likely(Cause.ISSUER_MISMATCH)
            .because(
                From.TOKEN,
                "The token comes from '%s'; the configured issuer '%s' does not know its key."
                    .formatted(Words.name(issuer), configured))
            .told()
        : Draft.certain(Cause.TOKEN_SIGNATURE_INVALID)
            .because(
                From.IDENTITY_PROVIDER,
                "Key '%s' signed the token and is not in the issuer's key set any more, which holds %s."
                    .formatted(
                        Words.name(String.valueOf(token.keyId())),
                        Words.list(absent.get().published())))
            .told();
  }
}
