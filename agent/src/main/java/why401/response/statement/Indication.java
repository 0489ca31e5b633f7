package why401.response.statement;

/// One cause that an answer points at.
///
/// @param hint the cause
/// @param strength how firmly
/// @param why a plain sentence for the evidence list; quotes of the answer in it are short and have
///   long tokens masked
/// @param source where the knowledge comes from: an RFC, a product's document or source, or the
///   general vocabulary
public record Indication(Hint hint, Strength strength, String why, String source) {
  /// The same, no more than suggested.
  public Indication suggested() {
    return new Indication(hint, Strength.SUGGESTED, why, source);
  }
}
