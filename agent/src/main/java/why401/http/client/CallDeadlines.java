package why401.http.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/// Cancels calls at their deadline, up to [#LOOK] late.
///
/// OkHttp's own call timeout wakes its timer thread whenever the earliest deadline changes, which
/// with short calls is at each of them; this one checks the running calls periodically.
public final class CallDeadlines implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Set<Deadline> underWay = ConcurrentHashMap.newKeySet();
  private final LongSupplier nanos;
  private final Thread watch;
  private volatile boolean asleep;
  private volatile boolean closed;

  /// @param nanos the monotonic clock by which deadlines are given
  public CallDeadlines(LongSupplier nanos) {
    this.nanos = nanos;
    this.watch = Thread.ofPlatform().daemon().name("deadlines").start(this::watch);
  }

  /// Registers a call that must end by `at`.
  ///
  /// @param at by the monotonic clock, in nanoseconds
  public Deadline at(long at) {
    Deadline deadline = new Deadline(at);
    underWay.add(deadline);
    if (asleep) {
      LockSupport.unpark(watch);
    }
    return deadline;
  }

  private void watch() {
    while (!closed) {
      asleep = true;
      if (underWay.isEmpty()) {
        LockSupport.park(this);
      }
      asleep = false;
      LockSupport.parkNanos(this, LOOK.toNanos());
      long now = nanos.getAsLong();
      for (Deadline deadline : underWay) {
        deadline.look(now);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watch);
  }

  /// The deadline of one run, which may make one call after the other.
  public final class Deadline implements AutoCloseable {
    private final long at;
    private volatile boolean passed;
    private volatile @Nullable Call call;

    private Deadline(long at) {
      this.at = at;
    }

    /// Puts `next` under the deadline.
    ///
    /// @throws InterruptedIOException if it has passed
    public Call guard(Call next) throws InterruptedIOException {
      call = next;
      if (passed || nanos.getAsLong() - at >= 0) {
        throw new InterruptedIOException("timeout");
      }
      return next;
    }

    /// A timeout if the call was canceled here, otherwise `e` itself.
    public IOException explain(IOException e) {
      if (!passed) {
        return e;
      }
      InterruptedIOException timeout = new InterruptedIOException("timeout");
      timeout.initCause(e);
      return timeout;
    }

    private void look(long now) {
      if (now - at >= 0) {
        passed = true;
        cancel();
      }
    }

    /// Cuts the call under way, and with it closes its connection.
    public void cancel() {
      Call cut = call;
      if (cut != null) {
        cut.cancel();
      }
    }

    @Override
    public void close() {
      underWay.remove(this);
    }
  }
}
