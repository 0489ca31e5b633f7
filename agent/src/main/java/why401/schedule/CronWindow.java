package why401.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.TimeZone;
import org.quartz.CronExpression;

/// Stretches of time that begin by a cron expression and last equally long.
public final class CronWindow {
  private final CronExpression begin;
  private final Duration duration;

  /// @param cron a Quartz cron expression
  /// @param zone in which it is read
  /// @throws IllegalArgumentException if Quartz does not understand it
  public CronWindow(String cron, Duration duration, ZoneId zone) {
    try {
      this.begin = new CronExpression(cron);
    } catch (ParseException e) {
      throw new IllegalArgumentException("cron: \"" + cron + "\" (expected: a cron expression)", e);
    }
    begin.setTimeZone(TimeZone.getTimeZone(zone));
    this.duration = duration;
  }

  /// Whether `now` is in one of them: its beginning is, its end is not.
  public boolean covers(Instant now) {
    // Quartz counts whole seconds, and looks after the instant that it is given.
    Date next = begin.getNextValidTimeAfter(Date.from(now.minus(duration)));
    return next != null && !next.toInstant().isAfter(now);
  }
}
