package why401.token.renewal;

import java.util.concurrent.CompletableFuture;
import why401.time.ClockReading;
import why401.token.RenewalResult;
import why401.token.issuer.Cancellation;

/// One running attempt. Readers wait on `result`; the watchdog completes it at `deadline` whatever
/// happens.
///
/// @param deadline monotonic instant
public record RenewalAttempt(
    RenewableCredential renewable,
    boolean forced,
    ClockReading start,
    long deadline,
    Cancellation cancellation,
    CompletableFuture<RenewalResult> result) {
  boolean overdue(long nanos) {
    return nanos - deadline >= 0;
  }
}
