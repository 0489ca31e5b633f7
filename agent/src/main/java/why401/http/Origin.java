package why401.http;

import java.net.URI;

/// The origin of a URL (RFC 6454, 4).
public final class Origin {
  private Origin() {}

  /// Scheme and authority, as they are written in `url`.
  public static String of(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
