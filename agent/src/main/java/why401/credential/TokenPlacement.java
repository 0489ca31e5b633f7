package why401.credential;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a token goes in a request, and what stands in front of it.
///
/// @param parameter name of the header, query parameter or cookie
/// @param prefix what stands in front of the token, its blank included; may be empty
public record TokenPlacement(Credential.Placement in, String parameter, String prefix) {
  /// `Authorization: Bearer` (RFC 6750, 2.1).
  public static final TokenPlacement BEARER =
      new TokenPlacement(Credential.Placement.HEADER, "Authorization", "Bearer ");

  /// `Authorization: DPoP` (RFC 9449, 7.1).
  public static final TokenPlacement DPOP =
      new TokenPlacement(Credential.Placement.HEADER, "Authorization", "DPoP ");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

  /// Whether it is a header with this name.
  public boolean isHeader(String name) {
    return in == Credential.Placement.HEADER && parameter.equalsIgnoreCase(name);
  }

  /// The authentication scheme that a server sees: `Bearer`, another one in `Authorization`, or
  /// `api-key` for a token that stands elsewhere.
  public String scheme() {
    Matcher word = WORD.matcher(prefix.strip());
    if (!isHeader("Authorization") || !word.matches()) {
      return "api-key";
    }
    return word.group().toLowerCase(Locale.ROOT).equals("bearer") ? "Bearer" : word.group();
  }
}
