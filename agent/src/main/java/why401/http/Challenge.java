package why401.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One challenge of a `WWW-Authenticate` header (RFC 9110, section 11.6.1).
///
/// @param scheme the authentication scheme as received; empty if the server sent none
/// @param token68 the data after the scheme when it is not a list of parameters, or null
/// @param params the parameters, names in lower case, in order; of a repeated name the first value
///   counts
public record Challenge(String scheme, @Nullable String token68, Map<String, String> params) {

  /// Copies the parameters, keeping their order.
  public Challenge {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /// Whether the scheme has this name, without regard to case.
  public boolean is(String name) {
    return scheme.equalsIgnoreCase(name);
  }

  /// A parameter's value, or the empty string.
  public String param(String name) {
    return params.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }
}
