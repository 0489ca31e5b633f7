package why401.diagnosis.table;

import java.util.Locale;

/// Where an observation comes from.
public enum Source {
  /// A look at what was sent.
  SENT,
  /// The target's answer.
  RESPONSE,
  /// A request that was made in order to know.
  EXPERIMENT,
  /// The identity provider.
  IDENTITY_PROVIDER,
  /// Earlier runs.
  HISTORY,
  /// Other probes.
  NEIGHBOURS;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// As the table writes it.
  public String label() {
    return label;
  }
}
