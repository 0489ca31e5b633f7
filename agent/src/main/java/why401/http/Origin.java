package why401.http;

import java.net.URI;

/// The origin of a URL (RFC 6454, 4).
public final class Origin {
  private Origin() {}

  /// Scheme, host and port, as they are written in `url`; without user information, which may hold
  /// a password.
  public static String of(URI url) {
    String authority = String.valueOf(url.getRawAuthority());
    return url.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1);
  }
}
