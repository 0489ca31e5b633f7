package why401.credential.secret;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Makes a secret of the bytes that a file or a command gave: UTF-8, one trailing LF or CRLF
/// dropped, since editors and `echo` add it. Any other damage stays for the diagnosis to find.
final class SecretDecoder {
  /// More is no secret but a wrong path.
  static final int LIMIT = 1 << 20;

  private SecretDecoder() {}

  static Secret decode(String source, byte[] bytes) throws SecretUnavailableException {
    if (bytes.length > LIMIT) {
      throw new SecretUnavailableException(source + ": too long (expected: at most 1 MiB)");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Secret.of(withoutLineEnd(text));
    } catch (CharacterCodingException e) {
      // The cause stays out: it is of no use, and the fewer traces of the content the better.
      throw new SecretUnavailableException(source + ": not text (expected: UTF-8)");
    }
  }

  private static String withoutLineEnd(String text) {
    if (!text.endsWith("\n")) {
      return text;
    }
    int end = text.length() - 1;
    return text.substring(0, end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }
}
