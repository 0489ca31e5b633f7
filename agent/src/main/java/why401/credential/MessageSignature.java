package why401.credential;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an HTTP message signature (RFC 9421) covers, and what it says of itself.
///
/// @param label that names it among other signatures of the request
/// @param components that it covers, in this order; empty for method, authority, path and query,
///   with the digest of a body
/// @param lifetime until `expires`, or null for a signature without
/// @param tag the application that it is for, or null
/// @param nonce whether each has a random number of its own
public record MessageSignature(
    String label,
    List<String> components,
    @Nullable Duration lifetime,
    @Nullable String tag,
    boolean nonce) {
  /// Method, authority, path and query, with the digest of a body.
  public static final MessageSignature DEFAULT =
      new MessageSignature("sig1", List.of(), null, null, false);

  /// Copies.
  public MessageSignature {
    components = List.copyOf(components);
  }

  /// How a shared key is written down.
  public enum KeyFormat {
    /// Its characters are the key, in UTF-8.
    TEXT,
    /// Base64 of its bytes, of either alphabet (RFC 4648, 4 and 5).
    BASE64,
    /// Two hexadecimal digits for each byte.
    HEX
  }
}
