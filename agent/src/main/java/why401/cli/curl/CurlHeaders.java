package why401.cli.curl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The headers of a curl line. What one of curl's own is replaced by, or taken away with, is kept
/// as curl would: `Name:` takes it away, `Name;` sends it empty, a repeated one is sent with all
/// its values.
final class CurlHeaders {
  private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /// Reads the values of `-H`, each `Name: value` or a file of them.
  static CurlHeaders of(List<String> given) {
    CurlHeaders headers = new CurlHeaders();
    headers.values.put("Accept", "*/*");
    CurlHeaders own = new CurlHeaders();
    for (String header : given) {
      if (header.startsWith("@")) {
        CurlBody.read("-H", header.substring(1))
            .lines()
            .filter(line -> !line.isBlank())
            .forEach(line -> headers.take(line, own));
      } else {
        headers.take(header, own);
      }
    }
    headers.values.putAll(own.values);
    return headers;
  }

  private void take(String header, CurlHeaders own) {
    int colon = header.indexOf(':');
    String bare = header.strip();
    if (colon < 1 && bare.length() > 1 && bare.indexOf(';') == bare.length() - 1) {
      own.add(bare.substring(0, bare.length() - 1), "");
      return;
    }
    if (colon < 1) {
      throw new IllegalArgumentException("-H: no colon in it (expected: 'Name: value')");
    }
    String name = header.substring(0, colon).strip();
    String value = trimmed(header.substring(colon + 1));
    if (value.isEmpty()) {
      values.remove(name);
    } else {
      own.add(name, value);
    }
  }

  /// Without the blanks around it, which HTTP does not carry. A line break is none of them.
  private static String trimmed(String value) {
    return value.replaceAll("^[ \t]+|[ \t]+$", "");
  }

  /// Adds a value; cookies and lists are joined as their fields allow.
  void add(String name, String value) {
    String between = name.equalsIgnoreCase("Cookie") ? "; " : ", ";
    values.merge(name, value, (before, more) -> before + between + more);
  }

  /// Sets `name` unless it is there.
  void otherwise(String name, String value) {
    values.putIfAbsent(name, value);
  }

  /// Sets `name` to `value` if it is `standard` now.
  void insteadOf(String standard, String name, String value) {
    values.replace(name, standard, value);
  }

  /// Takes the first credential among them out; null if none of them is one.
  @Nullable CurlCredential takeCredential() {
    String authorization = values.remove("Authorization");
    if (authorization != null) {
      return CurlCredential.inHeader("Authorization", authorization);
    }
    for (String name : List.copyOf(values.keySet())) {
      CurlCredential shown = CurlCredential.inHeader(name, String.valueOf(values.get(name)));
      if (shown != null) {
        values.remove(name);
        return shown;
      }
    }
    return null;
  }

  /// Whether a header carries credentials.
  boolean authorizes() {
    return values.containsKey("Authorization");
  }

  /// All of them, by name.
  Map<String, String> all() {
    values.forEach(CurlHeaders::check);
    return new LinkedHashMap<>(values);
  }

  private static void check(String name, String value) {
    boolean plain = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
    if (!plain) {
      throw new IllegalArgumentException(
          "-H "
              + name.toLowerCase(Locale.ROOT)
              + ": a character in it that is not sent (expected: printable ASCII)");
    }
  }
}
