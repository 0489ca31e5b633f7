package why401.probe.okhttp;

import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/// Which redirects are followed, and as what (RFC 9110, 15.4).
final class RedirectPolicy {
  static final int MOST = 10;
  private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);

  private RedirectPolicy() {}

  static boolean isRedirect(int status) {
    return STATUS.contains(status);
  }

  /// Where `location` leads from `from`, its fragment dropped; null if nowhere.
  static @Nullable HttpUrl target(HttpUrl from, @Nullable String location) {
    HttpUrl target = location == null ? null : from.resolve(location);
    return target == null ? null : target.newBuilder().fragment(null).build();
  }

  /// The method of the next request: browsers, and so everybody, turn a redirected POST into a GET.
  static String method(int status, String method) {
    boolean kept = status == 307 || status == 308 || method.equals("GET") || method.equals("HEAD");
    return kept || (status != 303 && !method.equals("POST")) ? method : "GET";
  }

  static String origin(HttpUrl url) {
    return url.scheme() + "://" + url.host() + ":" + url.port();
  }
}
