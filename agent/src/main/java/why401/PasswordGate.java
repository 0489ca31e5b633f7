package why401;

import org.jspecify.annotations.Nullable;
import why401.probe.Outcome;
import why401.token.Proof;

/// Decides whether a password may be shown once more, for scheduled runs.
interface PasswordGate {
  /// Whether a run of `credential` may leave; always for what locks no account.
  boolean open(@Nullable String credential, Proof proof);

  /// How a run that left ended.
  void ended(@Nullable String credential, Proof proof, Outcome outcome);
}
