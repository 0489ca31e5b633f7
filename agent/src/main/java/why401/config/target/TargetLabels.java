package why401.config.target;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.config.hocon.Names;

/// What the labels of a target mean by themselves, and how they get into a text.
final class TargetLabels {
  private static final String PARAMETER = "__param_";
  private static final Pattern LABEL = Pattern.compile("\\{([a-zA-Z_][a-zA-Z0-9_]*)}");
  private static final int LONGEST = 128;

  /// A key of a probe and the labels that set it, the first one given.
  private static final Map<String, String[]> KEYS =
      Map.of(
          "credential", new String[] {"__credential__"},
          "interval", new String[] {"__interval__", "__scrape_interval__"},
          "timeout", new String[] {"__timeout__", "__scrape_timeout__"},
          "method", new String[] {"__method__"});

  private TargetLabels() {}

  /// Whether `text` has labels to be put in.
  static boolean isOpen(String text) {
    return LABEL.matcher(text).find();
  }

  /// `text` with the labels of `target` in it; one that it has not is empty.
  static String fill(String text, Target target) {
    return LABEL
        .matcher(text)
        .replaceAll(
            (MatchResult found) -> Matcher.quoteReplacement(lookup(found.group(1), target)));
  }

  private static String lookup(String label, Target target) {
    String value = target.label(label);
    if (!value.isEmpty()) {
      return value;
    }
    return switch (label) {
      case "__scheme__" -> "https";
      case "__metrics_path__" -> "/";
      default -> "";
    };
  }

  /// A value of the configuration that `target` gives.
  static ConfigValue value(Object value, Target target) {
    return ConfigValueFactory.fromAnyRef(
        value, target.place().file() + ": " + target.place().line());
  }

  /// The keys of a probe that labels stand for.
  ///
  /// @param hidden labels that the probe has from elsewhere
  static Map<String, ConfigValue> keys(Target target, Set<String> hidden) {
    Map<String, ConfigValue> keys = new TreeMap<>();
    keys.put("url", value(url(target), target));
    KEYS.forEach(
        (key, labels) -> {
          for (String label : labels) {
            if (!target.label(label).isEmpty()) {
              keys.putIfAbsent(key, value(target.label(label), target));
            }
          }
        });
    Map<String, String> own = new TreeMap<>();
    target
        .labels()
        .forEach(
            (name, text) -> {
              if (!name.startsWith("__") && !text.isEmpty()) {
                boolean free = Names.faultOfLabel(name).isEmpty() && !hidden.contains(name);
                own.put(free ? name : "exported_" + name, text);
              }
            });
    if (!own.isEmpty()) {
      keys.put("labels", value(own, target));
    }
    return keys;
  }

  /// The address if it is a URL, otherwise one made of it; with the parameters.
  static String url(Target target) {
    String address = target.label(Target.ADDRESS);
    String url =
        address.contains("://")
            ? address
            : fill("{__scheme__}://", target) + address + fill("{__metrics_path__}", target);
    StringBuilder whole = new StringBuilder(url);
    new TreeMap<>(target.labels())
        .forEach(
            (label, text) -> {
              if (label.startsWith(PARAMETER)) {
                whole
                    .append(whole.indexOf("?") < 0 ? '?' : '&')
                    .append(encoded(label.substring(PARAMETER.length())))
                    .append('=')
                    .append(encoded(text));
              }
            });
    return whole.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// The standard name of a probe: host, port and path of its URL. A query may hold a secret.
  static String name(String url) {
    try {
      URI parsed = new URI(url);
      String path = parsed.getRawPath() == null ? "" : parsed.getRawPath();
      return cleaned(parsed.getRawAuthority() + path);
    } catch (URISyntaxException e) {
      return cleaned(url.replaceFirst("[?#].*", ""));
    }
  }

  /// `text` as a name: other characters become `_`.
  static String cleaned(String text) {
    String name =
        text.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[^A-Za-z0-9]+|(?<=.)_+$", "");
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }
}
