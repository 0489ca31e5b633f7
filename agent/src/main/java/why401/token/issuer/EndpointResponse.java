package why401.token.issuer;

import java.util.List;
import java.util.Map;

/// What a token endpoint or login form answered, secrets out.
///
/// @param headers by lower-case name
/// @param body the first 4 KiB of an error answer; always empty for a success
public record EndpointResponse(int status, Map<String, List<String>> headers, String body) {
  /// Copies.
  public EndpointResponse {
    headers = Map.copyOf(headers);
  }
}
