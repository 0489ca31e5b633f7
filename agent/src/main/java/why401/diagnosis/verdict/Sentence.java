package why401.diagnosis.verdict;

/// Ends a sentence.
public final class Sentence {
  private Sentence() {}

  public static String of(String text) {
    String line = text.strip();
    return line.endsWith(".") || line.endsWith("!") || line.endsWith("?") ? line : line + '.';
  }
}
