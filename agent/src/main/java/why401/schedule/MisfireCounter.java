package why401.schedule;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.listeners.TriggerListenerSupport;

/// Counts the firings that Quartz skips because they are too late.
final class MisfireCounter extends TriggerListenerSupport {
  private final ScheduleListener listener;
  private final InstantSource clock;

  MisfireCounter(ScheduleListener listener, InstantSource clock) {
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public String getName() {
    return "misfires";
  }

  @Override
  public void triggerMisfired(Trigger trigger) {
    listener.missed(trigger.getJobKey().getName(), skipped(trigger));
  }

  private long skipped(Trigger trigger) {
    Date due = trigger.getNextFireTime();
    if (due == null
        || !(trigger instanceof SimpleTrigger repeating)
        || repeating.getRepeatInterval() < 1) {
      return 1;
    }
    long late = Duration.between(due.toInstant(), clock.instant()).toMillis();
    return Math.max(1, 1 + late / repeating.getRepeatInterval());
  }
}
