package why401.server.security;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether a request that changes something may come from a web page: from our own alone, and from
/// that only under an address or `localhost`, since whoever owns another name can let it point here
/// (DNS rebinding). What is no browser sends no `Origin`.
final class OriginCheck {
  private static final Pattern ADDRESS =
      Pattern.compile("localhost|127\\.0\\.0\\.1|\\[[0-9a-f:.]+]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private OriginCheck() {}

  /// @param origin the field `Origin`, or null without one
  /// @param site the field `Sec-Fetch-Site`, or null without one; sent to trustworthy URLs only
  /// @param host the field `Host`, or null without one
  /// @param configured the host that is served, as configured
  static boolean allows(
      @Nullable String origin, @Nullable String site, @Nullable String host, String configured) {
    boolean sameSite = site == null || site.equals("none") || site.equals("same-origin");
    return sameSite && (origin == null || isOurs(origin, host, configured));
  }

  private static boolean isOurs(String origin, @Nullable String host, String configured) {
    if (host == null) {
      return false;
    }
    String ours = host.toLowerCase(Locale.ROOT);
    String name = ours.replaceFirst(":[0-9]+$", "");
    boolean known =
        ADDRESS.matcher(name).matches() || name.equals(configured.toLowerCase(Locale.ROOT));
    return known && ours.equals(authority(origin));
  }

  private static String authority(String origin) {
    try {
      return Objects.requireNonNullElse(URI.create(origin).getRawAuthority(), "")
          .toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
