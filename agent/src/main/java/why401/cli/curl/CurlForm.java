package why401.cli.curl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of curl that make a body of `multipart/form-data`.
final class CurlForm {
  private static final String BOUNDARY = "------------------------why401form0000";
  private static final Pattern ATTRIBUTE =
      Pattern.compile(";\\s*(type|filename|encoder)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^;]*)\\s*$");

  private final List<Supplier<Part>> parts = new ArrayList<>();

  /// A field.
  private record Part(String name, String content, @Nullable String file, @Nullable String type) {
    String text() {
      String fileName = file == null ? "" : "; filename=\"" + quoted(file) + "\"";
      String kind = type == null ? "" : "Content-Type: " + type + "\r\n";
      return "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n%s\r\n%s\r\n"
          .formatted(BOUNDARY, quoted(name), fileName, kind, content);
    }

    private static String quoted(String text) {
      return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
  }

  @Option(
      names = {"-F", "--form"},
      paramLabel = "NAME=CONTENT",
      description = "Field of a multipart form; @FILE uploads a file, <FILE reads the content.")
  void field(@Nullable String value) {
    if (value != null) {
      parts.add(() -> part(value));
    }
  }

  @Option(
      names = "--form-string",
      paramLabel = "NAME=TEXT",
      description = "Field of a multipart form, its content sent as it is.")
  void string(@Nullable String value) {
    if (value != null) {
      parts.add(() -> plain(value));
    }
  }

  private static Part plain(String value) {
    int equal = equal(value);
    return new Part(value.substring(0, equal), value.substring(equal + 1), null, null);
  }

  private static int equal(String value) {
    int equal = value.indexOf('=');
    if (equal < 1) {
      throw new IllegalArgumentException("-F: no field (expected: name=content)");
    }
    return equal;
  }

  private static Part part(String value) {
    int equal = equal(value);
    String name = value.substring(0, equal);
    String content = value.substring(equal + 1);
    String type = null;
    String fileName = null;
    Matcher attribute = ATTRIBUTE.matcher(content);
    while (attribute.find()) {
      String text = unquoted(attribute.group(2));
      if (attribute.group(1).equals("type")) {
        type = text;
      } else if (attribute.group(1).equals("filename")) {
        fileName = text;
      }
      content = content.substring(0, attribute.start());
      attribute = ATTRIBUTE.matcher(content);
    }
    if (content.startsWith("@") || content.startsWith("<")) {
      String file = unquoted(content.substring(1));
      boolean upload = content.startsWith("@");
      String text = CurlBody.read("-F", file);
      // What could be read has a name.
      String standard = upload ? String.valueOf(Path.of(file).getFileName()) : null;
      return new Part(
          name,
          text,
          fileName == null ? standard : fileName,
          type == null && upload ? "application/octet-stream" : type);
    }
    return new Part(name, unquoted(content), fileName, type);
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  String text() {
    return parts.stream().map(one -> one.get().text()).collect(Collectors.joining())
        + "--"
        + BOUNDARY
        + "--\r\n";
  }

  static String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }
}
