package why401.cli.curl;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import why401.io.BoundedAccess;

/// The options of curl that make a request's body, in the order given. `@FILE` is read, as curl
/// reads it, where curl does.
public final class CurlBody {
  private static final int LIMIT = 64 << 20;

  /// What `--json` is called once it is known to be curl's.
  static final String JSON = "--curl-json";

  private boolean json;
  private final List<Supplier<String>> parts = new ArrayList<>();

  @Option(
      names = {"-d", "--data", "--data-ascii"},
      paramLabel = "DATA",
      description = "Request body, or @FILE without its line breaks; may be repeated.")
  void data(@Nullable String value) {
    if (value != null) {
      parts.add(
          () ->
              value.startsWith("@")
                  ? read("-d", value.substring(1)).replaceAll("[\r\n\0]", "")
                  : value);
    }
  }

  @Option(
      names = "--data-raw",
      paramLabel = "DATA",
      description = "Request body, sent unchanged; may be repeated.")
  void raw(@Nullable String value) {
    if (value != null) {
      parts.add(() -> value);
    }
  }

  @Option(
      names = "--data-binary",
      paramLabel = "DATA",
      description = "Request body, or @FILE unchanged; may be repeated.")
  void binary(@Nullable String value) {
    if (value != null) {
      parts.add(() -> value.startsWith("@") ? read("--data-binary", value.substring(1)) : value);
    }
  }

  @Option(
      names = "--data-urlencode",
      paramLabel = "DATA",
      description = "Request body whose content is URL-encoded; may be repeated.")
  void encoded(@Nullable String value) {
    if (value != null) {
      parts.add(() -> encode(value));
    }
  }

  @Option(
      names = JSON,
      paramLabel = "DATA",
      hidden = true,
      description = "Request body of JSON, or @FILE; what `--json DATA` becomes.")
  void json(@Nullable String value) {
    if (value != null) {
      json = true;
      binary(value);
    }
  }

  boolean isJson() {
    return json;
  }

  private static String encode(String value) {
    int equal = value.indexOf('=');
    int at = value.indexOf('@');
    boolean file = at >= 0 && (equal < 0 || at < equal);
    int end = file ? at : equal;
    String name = end <= 0 ? "" : value.substring(0, end) + "=";
    String rest = value.substring(end + 1);
    String content = file ? read("--data-urlencode", rest) : rest;
    return name + URLEncoder.encode(content, StandardCharsets.UTF_8).replace("+", "%20");
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /// All parts, joined as a form's fields are.
  String text() {
    return parts.stream().map(Supplier::get).collect(Collectors.joining(json ? "" : "&"));
  }

  /// The text of a file that `option` names, `-` being standard input.
  public static String read(String option, String file) {
    try {
      byte[] bytes =
          file.equals("-")
              ? System.in.readNBytes(LIMIT)
              : BoundedAccess.content(Path.of(file), LIMIT);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(option + ": @" + file + ": not UTF-8", e);
    } catch (IOException | java.nio.file.InvalidPathException e) {
      throw new IllegalArgumentException(option + ": @" + file + ": cannot be read", e);
    }
  }
}
