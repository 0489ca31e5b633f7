package why401.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;

/// One generation of the token of a renewable credential.
///
/// @param credential name of its credential
/// @param generation 1, 2, 3 … for that credential
/// @param value the access token; empty for a session
/// @param cookies the session's cookies; empty for an access token
/// @param issuedAt the instant just before the request for it was written
/// @param expiresAt when it expires, by the earliest known source
/// @param renewAt when its renewal is due
/// @param expirySource where the expiry comes from
/// @param scope the granted scope, if stated
/// @param signer makes what a request with it needs besides, or null
public record Token(
    String credential,
    long generation,
    Secret value,
    List<SessionCookie> cookies,
    Instant issuedAt,
    Instant expiresAt,
    Instant renewAt,
    ExpirySource expirySource,
    @Nullable String scope,
    @Nullable RequestSigner signer) {
  /// Copies.
  public Token {
    cookies = List.copyOf(cookies);
  }

  /// One that is sent as it is.
  public Token(
      String credential,
      long generation,
      Secret value,
      List<SessionCookie> cookies,
      Instant issuedAt,
      Instant expiresAt,
      Instant renewAt,
      ExpirySource expirySource,
      @Nullable String scope) {
    this(
        credential,
        generation,
        value,
        cookies,
        issuedAt,
        expiresAt,
        renewAt,
        expirySource,
        scope,
        null);
  }

  /// Identifies this generation without revealing the token: `billing-api#3`.
  public String id() {
    return credential + "#" + generation;
  }

  /// The same token with the expiry `end`.
  public Token endingAt(Instant end) {
    return new Token(
        credential,
        generation,
        value,
        cookies,
        issuedAt,
        end,
        renewAt,
        expirySource,
        scope,
        signer);
  }

  /// The same token as that of another credential, which obtains the same.
  public Token named(String other) {
    return other.equals(credential)
        ? this
        : new Token(
            other,
            generation,
            value,
            cookies,
            issuedAt,
            expiresAt,
            renewAt,
            expirySource,
            scope,
            signer);
  }

  /// The same token, renewed at `at`.
  public Token renewingAt(Instant at) {
    return new Token(
        credential,
        generation,
        value,
        cookies,
        issuedAt,
        expiresAt,
        at,
        expirySource,
        scope,
        signer);
  }

  /// Its whole lifetime.
  public Duration lifetime() {
    return Duration.between(issuedAt, expiresAt);
  }

  /// The source of the expiry.
  public enum ExpirySource {
    /// The token response (RFC 6749, 5.1).
    EXPIRES_IN("expires_in"),
    /// The `exp` claim (RFC 7519).
    EXP("exp"),
    /// A `Max-Age` or `Expires` attribute of the session cookie (RFC 6265).
    COOKIE("cookie"),
    /// The configuration.
    CONFIGURED("configured"),
    /// None; a cautious guess.
    ASSUMED("assumed");

    private final String label;

    ExpirySource(String label) {
      this.label = label;
    }

    /// Its name on the API.
    public String label() {
      return label;
    }
  }
}
