package why401.soak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Knows what is under way, so that accelerated time moves only when nothing is left to happen
/// within the present second: the agent's tasks, less those whose request a provider holds back.
final class Waiting {
  /// A request that a provider holds back.
  private record Held(long attempt, Instant until, CountDownLatch released) {}

  private final SoakClock clock;
  private final AtomicInteger tasks = new AtomicInteger();
  private final List<Held> held = new ArrayList<>();
  private final Set<Long> ended = new HashSet<>();
  private boolean closed;

  Waiting(SoakClock clock) {
    this.clock = clock;
  }

  /// A task of the agent, counted from the moment at which it is handed over.
  Runnable counted(Runnable task) {
    tasks.incrementAndGet();
    return () -> {
      try {
        task.run();
      } finally {
        tasks.decrementAndGet();
        wake();
      }
    };
  }

  /// Holds the answer to `attempt` back until true time has come to `until`; false if nobody waits
  /// for it then.
  boolean hold(long attempt, Instant until) {
    Held mine = new Held(attempt, until, new CountDownLatch(1));
    synchronized (this) {
      if (!closed && clock.now().isBefore(until)) {
        held.add(mine);
        notifyAll();
      } else {
        mine.released().countDown();
      }
    }
    try {
      mine.released().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !hasEnded(attempt);
  }

  /// The agent waits for the answer to `attempt` no longer.
  synchronized void ended(long attempt) {
    ended.add(attempt);
    notifyAll();
  }

  synchronized boolean hasEnded(long attempt) {
    return ended.contains(attempt);
  }

  /// Lets go of what is due.
  synchronized void release() {
    Instant now = clock.now();
    for (Held one : List.copyOf(held)) {
      if (!now.isBefore(one.until())) {
        held.remove(one);
        one.released().countDown();
      }
    }
  }

  /// Lets go of everything.
  synchronized void releaseAll() {
    held.forEach(one -> one.released().countDown());
    held.clear();
  }

  /// Holds nothing back any more.
  synchronized void close() {
    closed = true;
    releaseAll();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /// Waits until everything that can happen now has happened.
  synchronized void settle() throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (tasks.get() > holding()) {
      wait(50);
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "tasks: %d under way, %d held (expected: an end within 30 s)"
                .formatted(tasks.get(), holding()));
      }
    }
  }

  private long holding() {
    return held.stream().filter(one -> !ended.contains(one.attempt())).count();
  }
}
