package why401.response.statement;

/// How firmly an answer points at a cause, strongest first.
public enum Strength {
  /// The answer names exactly this cause, in a code or in words that the answering side uses for
  /// nothing else.
  NAMED,
  /// The answer fits this cause best, but the same answer is known or likely for others.
  SUGGESTED
}
