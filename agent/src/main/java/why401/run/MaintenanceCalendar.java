package why401.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import why401.probe.Probe;
import why401.schedule.CronWindow;

/// Which targets are under maintenance.
final class MaintenanceCalendar {
  private final Map<Probe.Maintenance, CronWindow> windows = new ConcurrentHashMap<>();

  /// Whether one of `times` is at `now`.
  boolean covers(List<Probe.Maintenance> times, Instant now) {
    return times.stream().anyMatch(one -> window(one).covers(now));
  }

  private CronWindow window(Probe.Maintenance one) {
    return windows.computeIfAbsent(
        one, _ -> new CronWindow(one.cron(), one.duration(), one.zone()));
  }
}
