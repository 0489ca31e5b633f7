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

/// Cancels calls at their deadline, up to [#PAUSE] late.
///
/// OkHttp's own call timeout wakes its timer thread whenever the earliest deadline changes, which
/// with short calls is at each of them. This one wakes at the deadline that was the earliest when
/// it last looked, whether or not that call has ended since; a call wakes it only if its own
/// deadline is before that.
public final class CallDeadlines implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Set<Deadline> underWay = ConcurrentHashMap.newKeySet();
  private final LongSupplier nanos;
  private final Thread watch;

  /// Whether every call wakes the thread: while it looks, and while no call is under way.
  private volatile boolean eager = true;

  /// Otherwise the earliest deadline at the last look.
  private volatile long next;

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
    if (eager || at - next < 0) {
      LockSupport.unpark(watch);
    }
    return deadline;
  }

  private void watch() {
    while (!closed) {
      eager = true;
      long now = nanos.getAsLong();
      boolean none = true;
      long earliest = now;
      for (Deadline deadline : underWay) {
        long at = deadline.look(now) ? now + PAUSE.toNanos() : deadline.at;
        if (none || at - earliest < 0) {
          none = false;
          earliest = at;
        }
      }
      if (none) {
        LockSupport.park(this);
      } else {
        next = earliest;
        // From here on only a call that needs it wakes this thread, also before it sleeps.
        eager = false;
        LockSupport.parkNanos(this, Math.max(earliest - nanos.getAsLong(), PAUSE.toNanos()));
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

    /// Whether the deadline has passed; the call is then cut at each look.
    private boolean look(long now) {
      if (now - at < 0) {
        return false;
      }
      passed = true;
      cancel();
      return true;
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
