package why401.schedule;

import java.time.Instant;

/// What is done when its time has come.
@FunctionalInterface
public interface Task {
  /// Does it.
  ///
  /// @param due when it was to start
  void run(Instant due);
}
