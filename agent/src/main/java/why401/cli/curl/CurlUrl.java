package why401.cli.curl;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a curl line goes, and the user and password that its URL may hold.
///
/// @param user `user:password` out of the URL, decoded, or null
public record CurlUrl(URI url, @Nullable String user) {
  private static final Pattern SCHEME = Pattern.compile("(?i)^[a-z][a-z0-9+.-]*://.*");

  /// Reads `text`.
  ///
  /// @param query more to add to the query, or empty
  /// @throws IllegalArgumentException if it is not a usable URL; the message does not quote it,
  ///   since it may contain a secret
  static CurlUrl of(String text, String query) {
    String full = SCHEME.matcher(text).matches() ? text : "http://" + text;
    String bare = full.replaceFirst("#.*", "");
    String more = query.isEmpty() ? bare : bare + (bare.indexOf('?') < 0 ? "?" : "&") + query;
    try {
      URI uri = new URI(encoded(more));
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        String user = uri.getRawUserInfo();
        URI plain =
            user == null ? uri : URI.create(uri.toString().replaceFirst("//[^/?#]*@", "//"));
        return new CurlUrl(plain, user == null ? null : decoded(user));
      }
    } catch (URISyntaxException e) {
      // Said below, without the URL.
    }
    throw new IllegalArgumentException("URL: cannot be used (expected: http://… or https://…)");
  }

  /// With the characters encoded that browsers and curl send as they are and a URI may not hold. A
  /// blank is refused by curl as well.
  public static String encoded(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    int from = path < 0 ? Math.max(0, url.indexOf('?')) : path;
    StringBuilder text = new StringBuilder(url.substring(0, from));
    for (char c : url.substring(from).toCharArray()) {
      boolean wild = "\"<>\\^`{|}[]".indexOf(c) >= 0;
      text.append(wild ? "%%%02X".formatted((int) c) : String.valueOf(c));
    }
    return text.toString();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
