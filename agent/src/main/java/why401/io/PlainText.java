package why401.io;

/// Makes text that others wrote harmless wherever it is shown: one line, without control characters
/// (a terminal obeys them) and without the invisible ones that turn or hide text on a page.
public final class PlainText {
  private static final char REPLACEMENT = '\ufffd';

  private PlainText() {}

  /// `text` without them.
  public static String of(String text) {
    return text.codePoints().allMatch(PlainText::isPlain)
        ? text
        : text.codePoints()
            .map(PlainText::plain)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static int plain(int c) {
    if (isPlain(c)) {
      return c;
    }
    return Character.isWhitespace(c) ? ' ' : REPLACEMENT;
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
