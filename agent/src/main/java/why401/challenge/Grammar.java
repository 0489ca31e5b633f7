package why401.challenge;

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

  static boolean isTokenChar(int c) {
    return c > ' ' && c < 127 && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
  }
}
