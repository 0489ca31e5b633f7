package why401.cause;

import java.util.Locale;

/// Who must act (causes.md).
public enum FaultDomain {
  /// The configuration of the caller.
  CLIENT,
  /// Something between us and the target.
  PATH,
  /// The credential or the account behind it.
  CREDENTIAL,
  /// The target.
  TARGET,
  /// The identity provider.
  IDENTITY_PROVIDER,
  /// Not decided.
  UNKNOWN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /// Value of the metric label `fault_domain`.
  public String label() {
    return label;
  }
}
