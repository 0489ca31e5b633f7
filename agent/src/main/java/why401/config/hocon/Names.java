package why401.config.hocon;

import com.typesafe.config.ConfigUtil;
import java.util.Set;
import java.util.regex.Pattern;

/// What things may be called.
public final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /// Labels that a series of a probe has of its own, gets from Prometheus, or from an alert rule.
  private static final Set<String> TAKEN =
      Set.of(
          "probe",
          "credential",
          "cause",
          "confidence",
          "fault_domain",
          "severity",
          "job",
          "instance",
          "alertname",
          "reason",
          "issuer",
          "le",
          "quantile");

  private Names() {}

  /// The path of `key` inside of the object at `path`, quoted where HOCON needs it.
  public static String path(String path, String key) {
    String name = PLAIN.matcher(key).matches() ? key : ConfigUtil.joinPath(key);
    return path.isEmpty() ? name : path + "." + name;
  }

  /// Whether `name` fits into a URL and a shell.
  public static boolean fits(String name) {
    return NAME.matcher(name).matches();
  }

  /// Reports a name of a probe or credential that would not fit into a URL or a shell.
  public static boolean check(Section owner, String name) {
    if (fits(name)) {
      return true;
    }
    owner.acceptAll();
    owner.error(
        name, "not a name", "up to 128 letters, digits, '-', '_' and '.', a letter or digit first");
    return false;
  }

  /// Why a label may not have this name, or an empty text.
  public static String faultOfLabel(String name) {
    if (!LABEL.matcher(name).matches() || name.startsWith("__")) {
      return "a label name of Prometheus: letters, digits and '_', no digit or '__' first";
    }
    return TAKEN.contains(name) ? "a name that no label of why401 or Prometheus has" : "";
  }

  /// Whether `name` is a token of HTTP (RFC 9110, 5.6.2), as method and header names are.
  public static boolean isToken(String name) {
    return TOKEN.matcher(name).matches();
  }
}
