package why401.diagnosis.credential;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
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
/// @param representation what matters of it on its way
public record CredentialFacts(
    Kind kind,
    String scheme,
    String fingerprint,
    Set<SecretDefect> damage,
    @Nullable JwtFacts token,
    @Nullable Instant obtainedAt,
    @Nullable Instant expiresAt,
    Representation representation) {
  /// Nothing was sent.
  public static final CredentialFacts NONE =
      new CredentialFacts(Kind.NONE, "", "", Set.of(), null, null, null, Representation.PLAIN);

  /// Copies.
  public CredentialFacts {
    damage = immutable(damage);
  }

  private static Set<SecretDefect> immutable(Collection<SecretDefect> damage) {
    Set<SecretDefect> copy = EnumSet.noneOf(SecretDefect.class);
    copy.addAll(damage);
    return Collections.unmodifiableSet(copy);
  }

  /// The same with another representation.
  CredentialFacts with(Representation other) {
    return new CredentialFacts(
        kind, scheme, fingerprint, damage, token, obtainedAt, expiresAt, other);
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
  /// @param signed what was signed
  /// @param literal what stands in the place of a secret that is none, or empty
  /// @param product whose tokens look like that, as [TokenProduct] names it, or empty
  public record Representation(
      Characters characters,
      String header,
      String grant,
      Signed signed,
      String literal,
      String product) {
    /// Nothing of note.
    public static final Representation PLAIN = new Representation(Characters.PLAIN, "");

    /// Of something that is neither a token request nor signed.
    Representation(Characters characters, String header) {
      this(characters, header, "", null);
    }

    Representation(Characters characters, String header, String grant, @Nullable Instant signedAt) {
      this(characters, header, grant, new Signed(signedAt, List.of()), "", "");
    }

    /// The same, of a token that looks like those of `name`.
    Representation ofProduct(String name) {
      return new Representation(characters, header, grant, signed, literal, name);
    }

    /// The same, with the time inside what was sent.
    Representation signed(@Nullable Instant at) {
      Signed then = new Signed(at, signed.parts());
      return new Representation(characters, header, grant, then, literal, product);
    }

    /// The same, of a signature of which that much is known.
    static Representation of(Signed signed) {
      return new Representation(Characters.PLAIN, "", "", signed, "", "");
    }

    /// The time inside what was signed, or null.
    public @Nullable Instant signedAt() {
      return signed.at();
    }

    /// The same, of a secret that is none.
    Representation withLiteral(String text) {
      return new Representation(characters, header, grant, signed, text, product);
    }
  }

  /// What a signature covers.
  ///
  /// @param at the time inside it, or null
  /// @param parts components and parameters as `AcceptSignature` names them; empty if unknown
  public record Signed(@Nullable Instant at, List<String> parts) {
    /// Copies.
    public Signed {
      parts = List.copyOf(parts);
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
}
