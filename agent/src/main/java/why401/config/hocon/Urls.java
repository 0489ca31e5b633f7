package why401.config.hocon;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Redactor;

/// Reads `http` and `https` URLs.
public final class Urls {
  private Urls() {}

  /// The URL in `value`, or null after reporting what is wrong with it.
  static @Nullable URI read(Value value) {
    String text = value.line();
    if (text == null) {
      return null;
    }
    String expected = fault(text);
    if (expected != null) {
      value.refuseShowing("\"" + Redactor.invalidUrl(text) + "\"", expected);
      return null;
    }
    return URI.create(text);
  }

  private static @Nullable String fault(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return "a URL; " + e.getReason().toLowerCase(Locale.ROOT) + " at position " + e.getIndex();
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return "a URL that starts with http:// or https://";
    }
    if (url.getRawUserInfo() != null || text.matches("[^/]*//[^/?#]*@.*")) {
      return "a URL without user name and password; they belong into a credential";
    }
    if (url.getHost() == null) {
      return "a URL with a host of letters, digits, '-' and '.'";
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      return "a URL with a port between 1 and 65535";
    }
    return url.getRawFragment() == null ? null : "a URL without a fragment (#…)";
  }

  /// Whether traffic to `url` can be intercepted: plain `http` that leaves the machine.
  public static boolean isPlain(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) && !isLoopback(url.getHost());
  }

  /// Whether `host` names this machine, without asking the resolver.
  public static boolean isLoopback(@Nullable String host) {
    return host != null
        && (host.equalsIgnoreCase("localhost")
            || host.toLowerCase(Locale.ROOT).endsWith(".localhost")
            || host.matches("127(\\.\\d{1,3}){3}")
            || host.equals("::1")
            || host.equals("[::1]"));
  }
}
