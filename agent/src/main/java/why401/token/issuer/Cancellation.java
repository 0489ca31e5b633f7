package why401.token.issuer;

import org.jspecify.annotations.Nullable;

/// Lets the watchdog cancel what a renewal waits for, and nothing else that it does: an interrupt
/// could hit the writing of a rotated refresh token.
public final class Cancellation {
  private @Nullable Runnable action;
  private boolean cancelled;

  /// From now on `action` cancels the running operation.
  public synchronized void onCancel(Runnable action) {
    this.action = action;
    if (cancelled) {
      action.run();
    }
  }

  public synchronized void cancel() {
    cancelled = true;
    if (action != null) {
      action.run();
    }
  }
}
