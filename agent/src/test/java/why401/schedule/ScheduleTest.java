package why401.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final TaskTrigger HOURLY = new TaskTrigger.Every(Duration.ofHours(1));

  private final Heard heard = new Heard();
  private final Schedule schedule = new Schedule(InstantSource.system(), heard, 100);

  @AfterEach
  void stop() {
    schedule.close();
  }

  @Test
  void task_firesAgainAndAgain() throws InterruptedException {
    CountDownLatch three = new CountDownLatch(3);
    schedule.put("a", new TaskTrigger.Every(SHORT), _ -> three.countDown(), null);
    schedule.start();
    assertThat(three.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void task_runsOnAVirtualThread() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    List<Thread> threads = new CopyOnWriteArrayList<>();
    schedule.put(
        "a",
        new TaskTrigger.Every(SHORT),
        _ -> {
          threads.add(Thread.currentThread());
          ran.countDown();
        },
        null);
    schedule.start();
    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(threads.getFirst().isVirtual()).isTrue();
  }

  @Test
  void newTask_withALongInterval_firesFirstSoon() throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    schedule.start();
    schedule.put("a", HOURLY, _ -> first.countDown(), Duration.ZERO);
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void slowTask_neverOverlapsItselfAndCountsWhatItMissed() throws InterruptedException {
    AtomicInteger atOnce = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    List<Integer> seen = new CopyOnWriteArrayList<>();
    schedule.put(
        "slow",
        new TaskTrigger.Every(SHORT),
        _ -> {
          seen.add(atOnce.incrementAndGet());
          awaitQuietly(release);
          atOnce.decrementAndGet();
        },
        null);
    schedule.start();
    await().until(() -> heard.missed.get() >= 3);
    assertThat(seen).containsExactly(1);
    release.countDown();
    await().until(() -> seen.size() >= 2);
    assertThat(seen).containsOnly(1);
  }

  @Test
  void throwingTask_isReportedAndFiresAgain() {
    schedule.put(
        "bad",
        new TaskTrigger.Every(SHORT),
        _ -> {
          throw new IllegalStateException("on purpose");
        },
        null);
    schedule.start();
    await().until(() -> heard.failures.size() >= 2);
    assertThat(heard.failures.getFirst()).hasMessage("on purpose");
  }

  @Test
  void removedTask_firesNoMore() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    schedule.put("a", new TaskTrigger.Every(SHORT), _ -> runs.incrementAndGet(), null);
    schedule.start();
    await().until(() -> runs.get() > 0);
    schedule.remove("a");
    assertThat(schedule.next("a")).isEmpty();
    CountDownLatch others = new CountDownLatch(5);
    int before = runs.get();
    schedule.put("b", new TaskTrigger.Every(SHORT), _ -> others.countDown(), null);
    assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(runs.get()).isLessThanOrEqualTo(before + 1);
  }

  @Test
  void stop_waitsForWhatRuns() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    schedule.put(
        "a",
        new TaskTrigger.Every(SHORT),
        _ -> {
          started.countDown();
          awaitQuietly(release);
        },
        null);
    schedule.start();
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(schedule.stop(Duration.ofMillis(100))).as("quiet while it still runs").isFalse();
    release.countDown();
  }

  @Test
  void names_spreadEvenlyOverTheInterval() {
    TaskTrigger.Every every = new TaskTrigger.Every(Duration.ofSeconds(10));
    int[] perSecond = new int[10];
    IntStream.range(0, 10_000)
        .mapToObj(i -> every.first("probe-" + i, Instant.EPOCH))
        .forEach(first -> perSecond[(int) first.getEpochSecond()]++);
    assertThat(IntStream.of(perSecond).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
  }

  @Test
  void phase_staysTheSameAcrossRestarts() {
    TaskTrigger.Every every = new TaskTrigger.Every(Duration.ofSeconds(30));
    Instant now = Instant.parse("2026-11-24T10:00:00Z");
    Instant first = every.first("orders", now);
    Instant afterRestart = every.first("orders", now.plusSeconds(3600).plusMillis(17));
    assertThat(Duration.between(first, afterRestart).toMillis() % 30_000).isZero();
    assertThat(first).isBetween(now, now.plusSeconds(30));
  }

  @Test
  void cron_firesAtItsTimes() {
    schedule.put("c", new TaskTrigger.Cron("0 0/5 * * * ?"), _ -> {}, null);
    assertThat(schedule.next("c").orElseThrow().getEpochSecond() % 300).isZero();
    assertThat(new TaskTrigger.Cron("0 0/5 * * * ?").interval(Instant.EPOCH))
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void badCron_isExplained() {
    assertThatThrownBy(() -> new TaskTrigger.Cron("every day"))
        .hasMessageStartingWith("\"every day\" (expected: a Quartz cron expression; ");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Heard implements ScheduleListener {
    final AtomicLong missed = new AtomicLong();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final List<Duration> lags = new ArrayList<>();

    @Override
    public synchronized void started(String name, Duration lag) {
      lags.add(lag);
    }

    @Override
    public void missed(String name, long firings) {
      missed.addAndGet(firings);
    }

    @Override
    public void failed(String name, Throwable error) {
      failures.add(error);
    }
  }
}
