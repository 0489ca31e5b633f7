package why401.token.issuer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came back, its body cut off at [#LIMIT].
///
/// @param headers by lower-case name
public record WireResponse(int status, Map<String, List<String>> headers, String body) {
  /// Bytes of a body that are read at most.
  static final int LIMIT = 1 << 20;

  public WireResponse {
    headers = Map.copyOf(headers);
  }

  @Nullable
  public String header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  public boolean successful() {
    return status >= 200 && status < 300;
  }

  @Override
  public String toString() {
    return "WireResponse[" + status + ", " + body.length() + " chars]";
  }
}
