package why401.config.reader;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.DurationFormat;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.probe.Probe;

/// Reads when a probe runs, and how long it may take.
final class ScheduleReader {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  private final Section section;
  private final CronValidator check;
  private final @Nullable Value interval;
  private final @Nullable Value cron;

  ScheduleReader(Section section, CronValidator check) {
    this.section = section;
    this.check = check;
    // The probe's own setting hides the default of the other kind.
    boolean ownInterval = section.has("interval");
    boolean ownCron = section.has("cron");
    this.interval = ownCron && !ownInterval ? null : section.find("interval");
    this.cron = ownInterval && !ownCron ? null : section.find("cron");
  }

  Probe.Cadence cadence() {
    if (interval != null && cron != null) {
      cron.refuse("either interval or cron");
    }
    String expression = cron == null ? null : cron.line();
    if (cron != null && expression != null) {
      Optional<String> fault = check.fault(expression);
      fault.ifPresent(why -> cron.refuse("a Quartz cron expression; " + why));
      return new Probe.Cadence.Cron(expression);
    }
    return new Probe.Cadence.Every(every());
  }

  private Duration every() {
    Duration every = interval == null ? INTERVAL : interval.duration(SHORTEST, LONGEST);
    return every == null ? INTERVAL : every;
  }

  /// The time limit of a run. A default that is longer than a probe's interval is cut to it; a
  /// limit that the probe itself sets is not, and runs that would overlap are left out.
  Duration timeout() {
    Value value = section.find("timeout");
    Duration given = value == null ? null : value.duration(SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
    Duration timeout = given == null ? TIMEOUT : given;
    if (cron != null || timeout.compareTo(every()) <= 0) {
      return timeout;
    }
    if (value == null || !section.has("timeout")) {
      return every();
    }
    value.warn(
        "%s is longer than the interval %s; a run that would overlap is left out"
            .formatted(DurationFormat.text(timeout), DurationFormat.text(every())));
    return timeout;
  }
}
