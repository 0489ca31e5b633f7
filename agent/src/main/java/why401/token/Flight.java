package why401.token;

import java.util.concurrent.CompletableFuture;

/// One attempt under way. Readers wait on `result`; the watchdog completes it at `deadline`
/// whatever happens.
///
/// @param deadline monotonic instant
record Flight(
    Slot slot,
    boolean forced,
    Moment start,
    long deadline,
    Cancellation cancellation,
    CompletableFuture<Renewal> result) {
  boolean overdue(long nanos) {
    return nanos - deadline >= 0;
  }
}
