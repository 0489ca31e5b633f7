package why401.diagnosis.table;

import java.util.Locale;

/// Under which circumstances a refusal is diagnosed; a prior depends on it.
public enum Situation {
  /// The agent sent the request itself and was refused.
  REFUSED,
  /// The agent had nothing usable to send.
  WITHHELD,
  /// Somebody else's exchange, from a capture.
  CAPTURED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// As the table writes it.
  public String label() {
    return label;
  }
}
