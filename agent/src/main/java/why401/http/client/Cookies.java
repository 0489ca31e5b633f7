package why401.http.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Cookie;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/// The cookies that a probe's targets have set, by name, path and domain (RFC 6265). Next to
/// nothing while there are none. Used by one run at a time.
public final class Cookies {
  private static final int MOST = 50;

  private Map<String, Cookie> cookies = Map.of();

  public synchronized void store(HttpUrl url, Headers headers) {
    if (headers.get("Set-Cookie") == null) {
      return;
    }
    Map<String, Cookie> next = new TreeMap<>(cookies);
    for (Cookie cookie : Cookie.parseAll(url, headers)) {
      String key = cookie.name() + ";" + cookie.domain() + ";" + cookie.path();
      if (next.size() < MOST || next.containsKey(key)) {
        next.put(key, cookie);
      }
    }
    cookies = next;
  }

  /// The header for `url`; what the proof brings wins over what a target has set. Empty for none.
  public synchronized String header(HttpUrl url, List<String> fromProof, long now) {
    if (cookies.isEmpty() && fromProof.isEmpty()) {
      return "";
    }
    List<String> pairs = new ArrayList<>(fromProof);
    for (Cookie cookie : cookies.values()) {
      boolean ours = fromProof.stream().anyMatch(pair -> pair.startsWith(cookie.name() + "="));
      if (!ours && cookie.expiresAt() > now && cookie.matches(url)) {
        pairs.add(cookie.name() + "=" + cookie.value());
      }
    }
    return String.join("; ", pairs);
  }
}
