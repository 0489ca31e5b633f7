package why401.diagnosis.evidence;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    Set<Damage> damage,
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

  private static Set<Damage> immutable(Collection<Damage> damage) {
    Set<Damage> copy = EnumSet.noneOf(Damage.class);
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

  /// What can be wrong with a secret for everybody to see.
  public enum Damage {
    /// Blanks at an end.
    BLANKS("blanks at its end", true),
    /// A line break.
    LINE_BREAK("a line break in it", true),
    /// Another control character.
    CONTROL_CHARACTER("a control character in it", false),
    /// It is in quotes.
    QUOTES("quotes around it", true),
    /// It begins with the name of a scheme, which is then sent twice.
    PREFIX("the name of a scheme in front of it, which is then sent twice", true),
    /// A JWT that has lost a part.
    TRUNCATED("a part of it missing", false),
    /// A character that a header or a token cannot carry.
    NOT_ASCII("a character outside of ASCII in it", false);

    private final String words;
    private final boolean cleanable;

    Damage(String words, boolean cleanable) {
      this.words = words;
      this.cleanable = cleanable;
    }

    /// In words, after "it has".
    public String words() {
      return words;
    }

    /// Whether it can be taken away without a guess.
    public boolean cleanable() {
      return cleanable;
    }
  }
}
