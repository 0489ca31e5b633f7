package why401.schedule;

import java.time.Duration;

/// Hears how punctual the schedule is. Must not block or throw.
public interface ScheduleListener {
  /// A task started `lag` after it was due.
  void started(String name, Duration lag);

  /// Firings were skipped: too late, or the task was still running.
  void missed(String name, long firings);

  /// A task threw; it stays scheduled.
  void failed(String name, Throwable error);
}
