package why401.diagnosis.evidence;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.SecretDefect;
import why401.token.Credentials;

/// What a look at the proof that was sent tells, without the proof itself.
///
/// @param scheme as [Credentials#scheme]
/// @param fingerprint as [Credentials#fingerprint]
/// @param damage what is visibly wrong with the secret
/// @param token what the token says of itself, or null if none was sent
/// @param obtainedAt when we obtained it, by the agent's clock, or null if we did not
/// @param expiresAt when its life ends by all that was said about it, or null
public record CredentialFacts(
    Kind kind,
    String scheme,
    String fingerprint,
    Set<SecretDefect> damage,
    @Nullable JwtFacts token,
    @Nullable Instant obtainedAt,
    @Nullable Instant expiresAt) {
  /// Nothing was sent.
  public static final CredentialFacts NONE =
      new CredentialFacts(Kind.NONE, "", "", Set.of(), null, null, null);

  /// Copies.
  public CredentialFacts {
    damage = immutable(damage);
  }

  private static Set<SecretDefect> immutable(Collection<SecretDefect> damage) {
    Set<SecretDefect> copy = EnumSet.noneOf(SecretDefect.class);
    copy.addAll(damage);
    return Collections.unmodifiableSet(copy);
  }

  /// Looks at `proof`.
  public static CredentialFacts of(Credentials credentials) {
    return CredentialInspector.at(credentials);
  }

  /// `proof` without stray blanks, line breaks, quotes and prefixes; empty if it has none.
  public static Optional<Credentials> cleaned(Credentials credentials) {
    return CredentialCleaner.of(credentials);
  }

  /// What kind of proof it is; passwords are the ones that lock accounts.
  public enum Kind {
    /// Nothing was sent.
    NONE,
    /// A user name and a password (Basic, Digest).
    PASSWORD,
    /// An API key.
    KEY,
    /// A bearer token.
    TOKEN,
    /// The cookies of a session.
    SESSION
  }
}
