package why401.http;

/// The characters of a challenge (RFC 9110, section 5.6), read generously: control characters count
/// as blanks, semicolons as commas.
final class Grammar {

  private static final char NO_BREAK_SPACE = 0xa0;

  private Grammar() {}

  static boolean isBlank(int c) {
    return c <= ' ' || c == NO_BREAK_SPACE;
  }

  static boolean isSeparator(int c) {
    return c == ',' || c == ';';
  }

  /// As in `error_description`: lower case, unlike most of a token68.
  static boolean isNameChar(int c) {
    return (c >= 'a' && c <= 'z') || c == '_';
  }

  static boolean isTokenChar(int c) {
    return c > ' ' && c < 127 && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
  }

  /// The first index from `index` on that is no blank, at most the text's length.
  static int blanksFrom(String text, int index) {
    int next = Math.min(index, text.length());
    while (next < text.length() && isBlank(text.charAt(next))) {
      next++;
    }
    return next;
  }
}
