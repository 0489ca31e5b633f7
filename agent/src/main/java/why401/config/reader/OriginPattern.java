package why401.config.reader;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;

/// An origin that a secret may be sent to: scheme, host and port.
///
/// @param host in lower case; with `*.` in front, any host below it
/// @param port -1 for any
public record OriginPattern(String scheme, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(https?)://((?:\\*\\.)?[a-z0-9._-]+|\\[[0-9a-f:]+])(?::(\\d{1,5}|\\*))?/?");

  private static final String EXPECTED =
      "an origin such as https://api.example, https://*.shop.example or http://10.0.0.7:*";

  /// The origins under `key`, empty if there are none; null if the key is not there.
  public static @Nullable List<OriginPattern> read(Section section, String key) {
    Value value = section.find(key);
    if (value == null) {
      return null;
    }
    List<OriginPattern> origins = new ArrayList<>();
    for (Value item : value.items()) {
      String text = item.line();
      Matcher form = FORM.matcher(text == null ? "" : text.toLowerCase(Locale.ROOT));
      if (form.matches()) {
        origins.add(new OriginPattern(form.group(1), form.group(2), port(form)));
      } else if (text != null) {
        item.refuse(EXPECTED);
      }
    }
    return List.copyOf(origins);
  }

  private static int port(Matcher form) {
    String port = form.group(3);
    if (port == null) {
      return standard(form.group(1));
    }
    return port.equals("*") ? -1 : Integer.parseInt(port);
  }

  private static int standard(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /// Whether `url` is there.
  public boolean matches(URI url) {
    String to = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    String at = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    int through = url.getPort() < 0 ? standard(to) : url.getPort();
    boolean there = host.startsWith("*.") ? at.endsWith(host.substring(1)) : at.equals(host);
    return to.equals(scheme) && there && (port < 0 || port == through);
  }

  @Override
  public String toString() {
    boolean usual = port == standard(scheme);
    return scheme + "://" + host + (usual ? "" : ":" + (port < 0 ? "*" : port));
  }

  /// In words, for a message.
  public static String list(List<OriginPattern> origins) {
    return origins.stream().map(OriginPattern::toString).collect(Collectors.joining(", "));
  }
}
