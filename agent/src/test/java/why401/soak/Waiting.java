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
  private static final class Held {
    private final String client;
    private final Instant until;
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean abandoned;

    Held(String client, Instant until) {
      this.client = client;
      this.until = until;
    }
  }

  private final SoakClock clock;
  private final AtomicInteger tasks = new AtomicInteger();
  private final List<Held> held = new ArrayList<>();
  private final Set<String> holding = new HashSet<>();

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

  /// Holds the answer to `client` back until true time has come to `until`; false if nobody waits
  /// for it then.
  boolean hold(String client, Instant until) {
    Held mine = new Held(client, until);
    synchronized (this) {
      if (!clock.now().isBefore(until)) {
        return true;
      }
      held.add(mine);
      holding.add(client);
      notifyAll();
    }
    try {
      mine.released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !mine.abandoned;
  }

  /// The agent waits for `client`'s answer no longer.
  synchronized void ended(String client) {
    holding.remove(client);
    held.stream().filter(one -> one.client.equals(client)).forEach(one -> one.abandoned = true);
    notifyAll();
  }

  /// Requests of `client` that it gave up and that are still held.
  synchronized int abandoned(String client) {
    return (int) held.stream().filter(one -> one.client.equals(client) && one.abandoned).count();
  }

  /// Lets go of what is due.
  synchronized void release() {
    for (Held one : List.copyOf(held)) {
      if (!clock.now().isBefore(one.until)) {
        held.remove(one);
        holding.remove(one.client);
        one.released.countDown();
      }
    }
  }

  synchronized void releaseAll() {
    held.forEach(one -> one.released.countDown());
    held.clear();
    holding.clear();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /// Waits until everything that can happen now has happened.
  synchronized void settle() throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (tasks.get() > holding.size()) {
      wait(50);
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "tasks: %d under way, %d held (expected: an end within 30 s)"
                .formatted(tasks.get(), holding.size()));
      }
    }
  }
}
