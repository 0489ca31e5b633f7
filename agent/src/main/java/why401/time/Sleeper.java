package why401.time;

import java.time.Duration;

/// Waits; tests do not.
public interface Sleeper {
  /// Waits for `pause`.
  ///
  /// @throws InterruptedException if the agent is ending
  void sleep(Duration pause) throws InterruptedException;
}
