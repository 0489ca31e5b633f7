package why401.probe;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one request sent; recorded at that time, since the token may be renewed later.
///
/// @param at when it left
/// @param credential name of the credential, or null
/// @param scheme `Basic`, `Digest`, `Bearer`, `api-key`, `cookie`, or empty
/// @param fingerprint of the secret or token, or empty
/// @param tokenId the token's generation (`billing-api#3`), or null
/// @param onFirstHop whether the first request carried the credential
/// @param onLastHop whether the last request that got a response still carried it; differs after a
///   redirect to another origin
public record SentRequest(
    Instant at,
    String method,
    URI url,
    @Nullable String credential,
    String scheme,
    String fingerprint,
    @Nullable String tokenId,
    boolean onFirstHop,
    boolean onLastHop) {
  /// Whether a credential was sent at all.
  public boolean withCredential() {
    return !scheme.isEmpty();
  }
}
