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
/// @param wire what matters of it on its way
public record CredentialFacts(
    Kind kind,
    String scheme,
    String fingerprint,
    Set<Damage> damage,
    @Nullable JwtFacts token,
    @Nullable Instant obtainedAt,
    @Nullable Instant expiresAt,
    Wire wire) {
  /// Nothing was sent.
  public static final CredentialFacts NONE =
      new CredentialFacts(Kind.NONE, "", "", Set.of(), null, null, null, Wire.PLAIN);

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

  /// What of a secret matters on its way.
  ///
  /// @param characters what it consists of
  /// @param header that carries an API key, or empty
  /// @param grant the grant of a token request, as credentials are typed, or empty
  /// @param signedAt the time inside what was signed, or null
  public record Wire(
      Characters characters, String header, String grant, @Nullable Instant signedAt) {
    /// Nothing of note.
    public static final Wire PLAIN = new Wire(Characters.PLAIN, "");

    /// Of something that is neither a token request nor signed.
    Wire(Characters characters, String header) {
      this(characters, header, "", null);
    }
  }

  /// What a secret consists of.
  public enum Characters {
    /// ASCII letters, digits and signs that nothing splits at.
    PLAIN,
    /// Characters outside ASCII, which servers decode in several ways.
    NON_ASCII,
    /// Signs that are often encoded, decoded or split at.
    RESERVED,
    /// More bytes than some hashes take.
    VERY_LONG
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
    NOT_ASCII("a character outside of ASCII in it", false),
    /// There is nothing in it.
    EMPTY("nothing in it", false),
    /// It is the name of a variable.
    PLACEHOLDER("the name of a variable in place of its value", false),
    /// It is an encoding of a token.
    ENCODED("an encoding around the token", true),
    /// A nonce was counted or used out of turn.
    REPLAYED("a count of its nonce that is out of turn", false),
    /// The Cookie header has one name twice.
    TWICE("one cookie twice, with two values", false),
    /// A token stands where a scheme and a token belong.
    NO_SCHEME("no scheme in front of the token", false);

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
