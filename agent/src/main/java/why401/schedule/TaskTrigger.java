package why401.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.quartz.CronExpression;
import why401.io.StableHash;

/// When a named thing fires.
public sealed interface TaskTrigger {
  /// The time from one firing to the next, as far as it is regular: for a cron expression, between
  /// the two firings after `now`.
  Duration interval(Instant now);

  /// Every so often, in a phase that the name decides, so that equal intervals do not fire
  /// together.
  record Every(Duration interval) implements TaskTrigger {
    /// Checks.
    public Every {
      if (interval.toMillis() < 1) {
        throw new IllegalArgumentException("interval: " + interval + " (expected: at least 1 ms)");
      }
    }

    @Override
    public Duration interval(Instant now) {
      return interval;
    }

    /// The first instant after `now` that lies in the phase of `name`; the same grid whenever it is
    /// asked, so a restart moves nothing.
    Instant first(String name, Instant now) {
      long period = interval.toMillis();
      long phase = Math.floorMod(StableHash.of(name), period);
      long ahead = Math.floorMod(phase - now.toEpochMilli(), period);
      return now.plusMillis(ahead);
    }
  }

  /// A Quartz cron expression, in the zone of the machine.
  record Cron(String expression) implements TaskTrigger {
    /// Checks.
    ///
    /// @throws IllegalArgumentException if Quartz does not understand it
    public Cron {
      problem(expression)
          .ifPresent(
              problem -> {
                throw new IllegalArgumentException(
                    "\"" + expression + "\" (expected: a Quartz cron expression; " + problem + ")");
              });
    }

    /// What Quartz has to say against `expression`, or nothing.
    public static Optional<String> problem(String expression) {
      try {
        new CronExpression(expression);
        return Optional.empty();
      } catch (ParseException e) {
        String why = e.getMessage() == null ? "not a cron expression" : e.getMessage();
        return Optional.of(why);
      }
    }

    @Override
    public Duration interval(Instant now) {
      try {
        CronExpression cron = new CronExpression(expression);
        Date first = cron.getNextValidTimeAfter(Date.from(now));
        Date second = first == null ? null : cron.getNextValidTimeAfter(first);
        return first == null || second == null
            ? Duration.ZERO
            : Duration.between(first.toInstant(), second.toInstant());
      } catch (ParseException e) {
        throw new IllegalStateException("checked by the constructor", e);
      }
    }
  }
}
