package why401.response.statement;

import java.util.Locale;

/// A cause that one answer can point at. The labels are the contract's closed list of causes:
/// `diagnosis` weighs a hint against other evidence before it becomes a cause, so the two types
/// stay apart.
public enum Hint {
  CREDENTIALS_MISSING,
  CREDENTIALS_STRIPPED,
  CREDENTIALS_INVALID,
  ACCOUNT_LOCKED,
  TOKEN_EXPIRED,
  CLOCK_SKEW,
  TOKEN_MALFORMED,
  TOKEN_SIGNATURE_INVALID,
  TOKEN_REVOKED,
  AUDIENCE_MISMATCH,
  ISSUER_MISMATCH,
  INSUFFICIENT_SCOPE,
  SCHEME_NOT_ACCEPTED,
  SESSION_STALE,
  SERVER_MISCONFIGURED,
  INCONSISTENT_BACKENDS,
  IDENTITY_PROVIDER_UNAVAILABLE,
  RATE_LIMITED,
  TRANSIENT,
  UNKNOWN;

  /// The contract's label, for example `token_expired`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The hint of a label.
  ///
  /// @throws IllegalArgumentException if the label is not one of the contract's
  public static Hint of(String label) {
    for (Hint hint : values()) {
      if (hint.label().equals(label)) {
        return hint;
      }
    }
    throw new IllegalArgumentException(
        "hint: \"%s\" (expected: a cause label such as token_expired)".formatted(label));
  }
}
