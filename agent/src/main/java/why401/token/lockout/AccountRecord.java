package why401.token.lockout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What outlives a restart of an account that refused a password.
///
/// @param refusals the refusals that count, oldest first
/// @param refused passwords that were refused, and where
/// @param held whether they are held back
/// @param heldUntil when the next slow retry is due, for people: the limits decide when it is read
/// @param retries slow retries that were refused
record AccountRecord(
    List<RefusalTime> refusals,
    List<LoginAttempt> refused,
    boolean held,
    @Nullable Instant heldUntil,
    int retries) {
  /// Of an account that refused nothing.
  static final AccountRecord NOTHING = new AccountRecord(List.of(), List.of(), false, null, 0);

  private static final Duration REMEMBERED = Duration.ofDays(7);

  AccountRecord {
    refusals = List.copyOf(refusals);
    refused = List.copyOf(refused);
    retries = Math.max(0, retries);
  }

  /// When a password was refused, and where.
  record RefusalTime(Instant at, String place) {}

  /// Whether it says nothing, or is too old to matter at `now`.
  boolean isOver(Instant now) {
    return refusals.isEmpty() || refusals.getLast().at().isBefore(now.minus(REMEMBERED));
  }
}
