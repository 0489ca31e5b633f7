package why401.config.reader;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Names;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.secret.SecretSource;

/// Reads what a probe sends.
public final class RequestReader {
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "TRACE");
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie");

  private final Section section;

  public RequestReader(Section section) {
    this.section = section;
  }

  String method() {
    Value value = section.find("method");
    String method = value == null ? null : value.line();
    if (value == null || method == null) {
      return "GET";
    }
    String upper = method.toUpperCase(Locale.ROOT);
    if (!Names.isToken(method) || upper.equals("CONNECT")) {
      value.refuse("an HTTP method such as GET, HEAD or POST");
    }
    return upper;
  }

  @Nullable String body() {
    Value value = section.find("body");
    String body = value == null ? null : value.text();
    if (value == null || body == null || body.isEmpty()) {
      return null;
    }
    if (BODILESS.contains(method())) {
      value.refuseShowing("text", "none with method " + method());
    }
    return body;
  }

  /// The headers with plain values.
  public Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Section section = this.section.section("headers");
    if (section == null) {
      return headers;
    }
    section
        .entries()
        .forEach(
            (name, value) -> {
              if (!value.isObject()) {
                header(headers, name, value);
              }
            });
    return headers;
  }

  /// The headers whose value is `{ env = … }`, `{ file = … }` or `{ exec = … }`.
  public Map<String, SecretSource> secretHeaders() {
    Map<String, SecretSource> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Section section = this.section.section("headers");
    if (section == null) {
      return headers;
    }
    section
        .entries()
        .forEach(
            (name, value) -> {
              SecretSource source =
                  value.isObject() ? SecretReader.field(section, name, value) : null;
              if (value.isObject() && !Names.isToken(name)) {
                value.refuseShowing("not a header", "a name of letters, digits and '-'");
              } else if (source != null) {
                headers.put(name, source);
              }
            });
    return headers;
  }

  private static void header(Map<String, String> headers, String name, Value value) {
    if (!value.isScalar()) {
      value.refuseHidden("text");
      return;
    }
    String text = value.scalar();
    if (!Names.isToken(name)) {
      value.refuseShowing("not a header", "a name of letters, digits and '-'");
    } else if (!text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f))) {
      value.refuseHidden("printable ASCII in one line");
    } else if (headers.containsKey(name)) {
      value.refuseHidden("each header once; upper and lower case are the same");
    } else {
      if (CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
        value.warn("a credential that is neither kept secret nor diagnosed (better: credential)");
      } else if (SecretHeader.resembles(name, text)) {
        value.warn(
            "looks like a secret in plain text (better: { env = NAME } or { file = PATH }, or a"
                + " credential with type = api-key)");
      }
      headers.put(name, text);
    }
  }
}
