package why401.token;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// A request that is about to be written.
///
/// @param headers by name, as they are written
/// @param body empty without one
/// @param at by our clock
/// @param patience how long signing may take
public record SignableRequest(
    String method,
    URI url,
    Map<String, String> headers,
    String body,
    Instant at,
    Duration patience) {
  /// Copies.
  public SignableRequest {
    headers = Map.copyOf(headers);
  }
}
