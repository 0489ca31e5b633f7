package why401.token.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;
import why401.time.ClockReading;
import why401.token.RenewalFailure;
import why401.token.RequestSigner;
import why401.token.SessionCookie;

/// The result of one attempt to obtain a token.
public sealed interface TokenResult {
  /// A token or session.
  ///
  /// @param sent the moment just before the request was written
  /// @param notBefore from when it is valid, by our clock; null for at once
  /// @param signer makes what a request with it needs besides, or null
  /// @param refreshIn when the server wants it renewed, counted from `sent`
  record Obtained(
      Secret value,
      List<SessionCookie> cookies,
      ClockReading sent,
      TokenExpiry expiry,
      @Nullable Instant notBefore,
      @Nullable Duration refreshIn,
      @Nullable String scope,
      @Nullable Rotated rotated,
      @Nullable RequestSigner signer)
      implements TokenResult {
    public Obtained {
      cookies = List.copyOf(cookies);
    }

    /// One that is sent as it is.
    public Obtained(
        Secret value,
        List<SessionCookie> cookies,
        ClockReading sent,
        TokenExpiry expiry,
        @Nullable Instant notBefore,
        @Nullable Duration refreshIn,
        @Nullable String scope,
        @Nullable Rotated rotated) {
      this(value, cookies, sent, expiry, notBefore, refreshIn, scope, rotated, null);
    }

    /// A ticket or key that is never sent: `signer` uses it.
    public static Obtained signing(
        Secret identity,
        ClockReading sent,
        TokenExpiry expiry,
        @Nullable Instant notBefore,
        RequestSigner signer) {
      return new Obtained(identity, List.of(), sent, expiry, notBefore, null, null, null, signer);
    }

    /// The same, bound to a key.
    public Obtained boundBy(RequestSigner proof) {
      return new Obtained(
          value, cookies, sent, expiry, notBefore, refreshIn, scope, rotated, proof);
    }
  }

  /// The refresh token that came with it.
  ///
  /// @param life its lifetime, if stated
  record Rotated(Secret refreshToken, @Nullable Duration life) {}

  /// No token was obtained.
  ///
  /// @param retryAfter what the server asks for, or null
  record Failed(RenewalFailure failure, Kind kind, @Nullable Duration retryAfter)
      implements TokenResult {
    public Failed(RenewalFailure failure, Kind kind) {
      this(failure, kind, null);
    }

    public Failed with(RenewalFailure other) {
      return new Failed(other, kind, retryAfter);
    }

    public Failed as(Kind other) {
      return new Failed(failure, other, retryAfter);
    }
  }

  /// What to do about a failure (renewal.md, 4).
  enum Kind {
    /// Try again soon.
    TRANSIENT,
    /// Only a person or a changed secret can help.
    REJECTED,
    /// The refresh token is invalid and must never be sent again.
    GRANT_DEAD,
    /// The request may have been served, but there was no response.
    AMBIGUOUS,
    /// The server issues the next token only when the current one is nearly over.
    TOO_EARLY
  }
}
