package why401.process;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Writes an event without what a terminal would obey, and on one line unless it has an exception:
/// whatever a message quotes, it cannot pass for another event.
final class PlainTextEncoder extends PatternLayoutEncoder {
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n\\t]]");

  @Override
  public byte[] encode(ILoggingEvent event) {
    String text = INVISIBLE.matcher(layout.doLayout(event)).replaceAll("\ufffd");
    String lines =
        event.getThrowableProxy() == null ? text.stripTrailing().replace('\n', ' ') + '\n' : text;
    return lines.getBytes(StandardCharsets.UTF_8);
  }
}
