package why401.config.hocon;

import com.typesafe.config.ConfigException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// The text of one file.
///
/// @param malformedLine line of the first byte that is not UTF-8, or 0
record SourceText(String file, String text, int malformedLine) {
  private static final Pattern SECRET =
      Pattern.compile("(?i)pass|secret|token|assertion|value|key|fields|pwd|authorization|cookie");
  private static final String ADVICE =
      " (expected: HOCON, where text with special characters is in double quotes)";

  static SourceText decode(String file, byte[] content) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(content);
    CharBuffer out = CharBuffer.allocate(content.length);
    boolean malformed = decoder.decode(in, out, true).isError();
    String text = out.flip().toString();
    int line = (int) text.lines().count() + (text.isEmpty() || text.endsWith("\n") ? 1 : 0);
    return new SourceText(
        file, text.startsWith("\uFEFF") ? text.substring(1) : text, malformed ? line : 0);
  }

  /// Where `include … "what"` is: the parser does not say.
  SourceLocation includeOf(String what) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("include") && lines.get(i).contains(what)) {
        return new SourceLocation(file, i + 1);
      }
    }
    return new SourceLocation(file, 1);
  }

  /// What the parser found wrong, without its advice about other formats, and without the text in
  /// question where that may be a secret.
  String explain(ConfigException e, int line) {
    String message = String.valueOf(e.getMessage());
    String prefix = e.origin() == null ? "" : e.origin().description() + ": ";
    if (message.startsWith(prefix)) {
      message = message.substring(prefix.length());
    }
    int advice = message.indexOf(" (if you ");
    if (advice >= 0) {
      message = message.substring(0, advice);
    }
    if (message.startsWith("Cannot concatenate")) {
      // The library quotes both values, of which one may be a secret.
      return "syntax: text next to an object or a list" + ADVICE;
    }
    if (message.contains("end of file")) {
      return "syntax: the file ends inside of an object, a list or a quoted text" + ADVICE;
    }
    String source = text.lines().skip(line - 1L).findFirst().orElse("");
    boolean secret = SECRET.matcher(source).find();
    return "syntax: " + (secret ? "not understood" : message.strip()) + ADVICE;
  }
}
