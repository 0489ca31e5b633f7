package why401.diagnosis;

/// Ends a sentence.
final class Sentence {
  private Sentence() {}

  static String of(String text) {
    String line = text.strip();
    return line.endsWith(".") || line.endsWith("!") || line.endsWith("?") ? line : line + '.';
  }
}
