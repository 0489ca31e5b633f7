package why401.cause;

import java.util.Locale;

/// How sure a verdict is.
public enum Confidence {
  /// A controlled experiment or an authority settled it.
  CERTAIN,
  /// The evidence points one way.
  LIKELY,
  /// It fits, as others may.
  POSSIBLE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// Value of the metric label `confidence`.
  public String label() {
    return label;
  }
}
