package why401.diagnosis.credential;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a bearer token says of itself (RFC 7519, RFC 9068); all absent for an opaque one.
///
/// @param form how it is built
/// @param use what it is for
/// @param keyId `kid` of its header
/// @param algorithm `alg` of its header
/// @param type `typ` of its header
/// @param issuer `iss`
/// @param audience `aud`
/// @param scope `scope` or `scp`
/// @param times its time claims
/// @param more what tells it from another of its kind
public record JwtFacts(
    Form form,
    Use use,
    @Nullable String keyId,
    @Nullable String algorithm,
    @Nullable String type,
    @Nullable String issuer,
    List<String> audience,
    List<String> scope,
    Times times,
    More more) {
  /// Copies.
  public JwtFacts {
    audience = List.copyOf(audience);
    scope = List.copyOf(scope);
  }

  /// Facts of a token of which only the form is known.
  public static JwtFacts formOnly(Form form) {
    return new JwtFacts(
        form, Use.UNKNOWN, null, null, null, null, List.of(), List.of(), Times.NONE, More.NONE);
  }

  /// What tells a token from another of its kind.
  ///
  /// @param id `jti`
  /// @param boundTo fingerprint of the client certificate that it is bound to (RFC 8705), or null
  /// @param rights roles, groups and permissions
  public record More(@Nullable String id, @Nullable String boundTo, List<String> rights) {
    /// None.
    public static final More NONE = new More(null, null, List.of());

    /// Copies.
    public More {
      rights = List.copyOf(rights);
    }
  }

  /// The time claims.
  public record Times(
      @Nullable Instant issuedAt, @Nullable Instant notBefore, @Nullable Instant expiresAt) {
    /// None.
    public static final Times NONE = new Times(null, null, null);
  }

  /// How a token is built.
  public enum Form {
    /// A readable JWT.
    JWT,
    /// A JWT that only its audience can read (RFC 7516).
    ENCRYPTED,
    /// It begins like a JWT and cannot be read as one.
    BROKEN,
    /// Anything else.
    OPAQUE
  }

  /// What a token is for.
  public enum Use {
    /// An access token, by its own word.
    ACCESS,
    /// An ID token, by its own word.
    ID,
    /// It has claims that only ID tokens have.
    LOOKS_LIKE_ID,
    /// A refresh token, by its own word.
    REFRESH,
    /// It does not say.
    UNKNOWN
  }
}
