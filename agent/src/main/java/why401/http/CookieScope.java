package why401.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Where a cookie goes (RFC 6265, 5.4).
///
/// @param domain in lower case, without a leading dot
/// @param hostOnly whether it goes to that host alone, not to those below it
/// @param path where it begins to go
/// @param secure whether it goes over https alone
public record CookieScope(String domain, boolean hostOnly, String path, boolean secure) {
  /// To every path of the host of `url`, as a cookie goes that states `Path=/` and no more.
  public static CookieScope ofHost(URI url) {
    return new CookieScope(url.getHost().toLowerCase(Locale.ROOT), true, "/", false);
  }

  /// Why it does not go to `url`, as the rest of a sentence that begins with its name; empty if it
  /// does.
  public Optional<String> obstacle(URI url) {
    if (!isForHost(url.getHost().toLowerCase(Locale.ROOT))) {
      return Optional.of("goes to %s%s".formatted(domain, hostOnly ? "" : " and hosts below it"));
    }
    if (!isForPath(
        url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath())) {
      return Optional.of("goes to the path " + path);
    }
    return secure && !url.getScheme().equalsIgnoreCase("https")
        ? Optional.of("is Secure and goes over https alone")
        : Optional.empty();
  }

  private boolean isForHost(String host) {
    return host.equals(domain) || (!hostOnly && host.endsWith("." + domain));
  }

  private boolean isForPath(String requested) {
    return requested.equals(path)
        || (requested.startsWith(path)
            && (path.endsWith("/") || requested.charAt(path.length()) == '/'));
  }
}
