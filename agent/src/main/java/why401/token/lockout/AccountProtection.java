package why401.token.lockout;

import java.time.Duration;

/// How often a password may be refused before it is held back, over all probes and renewals that
/// share the credential.
///
/// @param refusals refused attempts allowed
/// @param within in this time
/// @param retryAfter when one slow retry is due while it is held back
public record AccountProtection(int refusals, Duration within, Duration retryAfter) {
  /// Two in 15 minutes, then one every 15 minutes.
  public static final AccountProtection DEFAULT =
      new AccountProtection(2, Duration.ofMinutes(15), Duration.ofMinutes(15));
}
