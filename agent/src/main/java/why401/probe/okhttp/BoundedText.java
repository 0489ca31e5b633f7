package why401.probe.okhttp;

import java.util.regex.Pattern;

/// Text that can be looked at only so many times, so that a backtracking expression ends.
final class BoundedText implements CharSequence {
  private static final int MOST_LOOKS = 20_000_000;

  private final String text;
  private int looks;

  private BoundedText(String text) {
    this.text = text;
  }

  /// Whether `pattern` is found in `text`; an expression that would not come to an end is not.
  static boolean find(Pattern pattern, String text) {
    try {
      return pattern.matcher(new BoundedText(text)).find();
    } catch (TooManyLooksException | StackOverflowError e) {
      return false;
    }
  }

  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new TooManyLooksException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  private static final class TooManyLooksException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
