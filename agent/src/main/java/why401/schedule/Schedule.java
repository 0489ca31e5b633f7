package why401.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fires named tasks at their time, each on its own virtual thread, on Quartz's RAM store.
///
/// A task never overlaps itself; a firing that comes while the last one still runs, or that comes
/// too late, is counted as missed and not made up for. It may come 50 ms early. When the clock is
/// set back, all tasks are scheduled again, else they would wait for their old time.
public final class Schedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
  private static final int BATCH = 100;

  /// What is due within this time fires with what is due first: each wake-up of Quartz's thread
  /// costs as much as a tenth of a run.
  private static final Duration BATCH_WINDOW = Duration.ofMillis(50);

  private static final Duration LOOK_AT_CLOCK = Duration.ofSeconds(1);
  private static final Duration TOO_LATE = Duration.ofSeconds(5);

  /// A regular first firing within this time makes an extra one needless.
  private static final Duration SOON = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final ScheduleListener listener;
  private final VirtualThreadPool threads;
  private final Scheduler quartz;
  private final Map<String, ScheduledTask> entries = new ConcurrentHashMap<>();
  private final Map<String, TaskTrigger> timings = new ConcurrentHashMap<>();
  private final Thread clockWatch = Thread.ofVirtual().name("clock").unstarted(this::watchClock);

  /// A schedule that is not started yet.
  ///
  /// @param concurrency how many tasks may run at once
  public Schedule(InstantSource clock, ScheduleListener listener, int concurrency) {
    this.clock = clock;
    this.listener = listener;
    this.threads = new VirtualThreadPool(concurrency);
    try {
      quartz = scheduler(threads);
      quartz.setJobFactory(
          (bundle, scheduler) -> entries.get(bundle.getJobDetail().getKey().getName()));
      quartz.getListenerManager().addTriggerListener(new MisfireCounter(listener, clock));
    } catch (SchedulerException e) {
      throw new IllegalStateException("schedule: Quartz cannot be set up", e);
    }
  }

  private static Scheduler scheduler(VirtualThreadPool threads) throws SchedulerException {
    RAMJobStore store = new RAMJobStore();
    store.setMisfireThreshold(TOO_LATE.toMillis());
    DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
    String name = "why401-" + UUID.randomUUID();
    factory.createScheduler(
        name,
        name,
        threads,
        new DefaultThreadExecutor(),
        store,
        Map.of(),
        null,
        0,
        -1,
        -1,
        false,
        null,
        BATCH,
        BATCH_WINDOW.toMillis());
    return factory.getScheduler(name);
  }

  /// Begins to fire.
  public void start() {
    try {
      quartz.start();
      clockWatch.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("schedule: Quartz does not start", e);
    }
  }

  /// Fires `task` by `timing` under `name`, in place of what had that name before.
  ///
  /// @param firstAfter an extra first firing after this time, so that a new thing does not wait a
  ///   whole interval; null for none. Left out when the regular first one is nearly as soon
  public void put(
      String name,
      TaskTrigger timing,
      Task task,
      @org.jspecify.annotations.Nullable Duration firstAfter) {
    remove(name);
    entries.put(name, new ScheduledTask(name, task, clock, listener));
    timings.put(name, timing);
    JobDetail job =
        JobBuilder.newJob(ScheduledTask.class).withIdentity(name).storeDurably(true).build();
    try {
      quartz.addJob(job, true);
      Trigger regular = regular(job, timing);
      quartz.scheduleJob(regular);
      if (firstAfter != null) {
        scheduleFirst(job, clock.instant().plus(firstAfter), regular, timing);
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("schedule: " + name + " cannot be scheduled", e);
    }
  }

  private void scheduleFirst(JobDetail job, Instant first, Trigger regular, TaskTrigger timing)
      throws SchedulerException {
    Date next = regular.getNextFireTime();
    Duration quarter = timing.interval(clock.instant()).dividedBy(4);
    Duration nearly = quarter.compareTo(SOON) < 0 ? quarter : SOON;
    if (next != null && next.toInstant().isBefore(first.plus(nearly))) {
      return;
    }
    quartz.scheduleJob(
        TriggerBuilder.newTrigger()
            .forJob(job)
            .startAt(Date.from(first))
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
            .build());
  }

  private Trigger regular(JobDetail job, TaskTrigger timing) {
    TriggerBuilder<Trigger> trigger =
        TriggerBuilder.newTrigger().forJob(job).withIdentity(job.getKey().getName());
    return switch (timing) {
      case TaskTrigger.Every every ->
          trigger
              .startAt(Date.from(every.first(job.getKey().getName(), clock.instant())))
              .withSchedule(
                  SimpleScheduleBuilder.simpleSchedule()
                      .withIntervalInMilliseconds(every.interval().toMillis())
                      .repeatForever()
                      .withMisfireHandlingInstructionNextWithRemainingCount())
              .build();
      case TaskTrigger.Cron cron ->
          trigger
              .withSchedule(
                  CronScheduleBuilder.cronSchedule(cron.expression())
                      .withMisfireHandlingInstructionDoNothing())
              .build();
    };
  }

  private void watchClock() {
    ClockSetback setback = new ClockSetback(clock);
    try {
      while (true) {
        Thread.sleep(LOOK_AT_CLOCK);
        if (setback.happened()) {
          LOG.warn("the clock was set back; {} tasks are scheduled again", timings.size());
          timings.forEach(this::scheduleAgain);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void scheduleAgain(String name, TaskTrigger timing) {
    try {
      JobDetail job = quartz.getJobDetail(JobKey.jobKey(name));
      if (job != null) {
        quartz.rescheduleJob(TriggerKey.triggerKey(name), regular(job, timing));
      }
    } catch (SchedulerException e) {
      LOG.error("{}: cannot be scheduled again", name, e);
    }
  }

  /// Fires `name` no more; what runs of it runs to its end.
  public void remove(String name) {
    entries.remove(name);
    timings.remove(name);
    try {
      quartz.deleteJob(JobKey.jobKey(name));
    } catch (SchedulerException e) {
      throw new IllegalStateException("schedule: " + name + " cannot be removed", e);
    }
  }

  /// Fires `name` now, besides its schedule; nothing happens if there is no such task.
  public void fire(String name) {
    try {
      if (entries.containsKey(name)) {
        quartz.triggerJob(JobKey.jobKey(name));
      }
    } catch (SchedulerException e) {
      LOG.error("{}: cannot be run now", name, e);
    }
  }

  /// When `name` fires next.
  public Optional<Instant> next(String name) {
    try {
      return quartz.getTriggersOfJob(JobKey.jobKey(name)).stream()
          .map(Trigger::getNextFireTime)
          .filter(time -> time != null)
          .map(Date::toInstant)
          .min(Comparator.naturalOrder());
    } catch (SchedulerException e) {
      return Optional.empty();
    }
  }

  /// Fires nothing more, for good; what runs goes on.
  public void pause() {
    try {
      quartz.standby();
    } catch (SchedulerException e) {
      throw new IllegalStateException("schedule: Quartz does not pause", e);
    }
  }

  /// Fires nothing more and waits for what runs, at most `grace`.
  ///
  /// @return whether all had ended by then
  public boolean stop(Duration grace) throws InterruptedException {
    close();
    return threads.awaitQuiet(grace);
  }

  /// Fires nothing more; waits for nothing.
  @Override
  public void close() {
    try {
      clockWatch.interrupt();
      quartz.shutdown(false);
    } catch (SchedulerException e) {
      throw new IllegalStateException("schedule: Quartz does not stop", e);
    }
  }
}
