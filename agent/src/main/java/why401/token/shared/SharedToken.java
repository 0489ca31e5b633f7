package why401.token.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;
import why401.token.SessionCookie;
import why401.token.Token;

/// A token that a member obtained, for the others to send.
///
/// @param mark of the credential as it was configured then
/// @param issuedAt the instant just before the request for it was written
/// @param lifetime from then on
/// @param notBefore from when it is valid, or null for at once
/// @param refreshIn when the server wants it renewed, or null
/// @param scope the granted scope, if stated
public record SharedToken(
    String credential,
    String mark,
    Secret value,
    List<SessionCookie> cookies,
    Instant issuedAt,
    Duration lifetime,
    Token.ExpirySource source,
    @Nullable Instant notBefore,
    @Nullable Duration refreshIn,
    @Nullable String scope) {
  /// Copies.
  public SharedToken {
    cookies = List.copyOf(cookies);
  }
}
