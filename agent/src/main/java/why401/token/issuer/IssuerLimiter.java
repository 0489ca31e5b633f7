package why401.token.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import why401.time.ClockReading;
import why401.token.IssuerHealth;
import why401.token.renewal.RenewableCredential;

/// The gate before one identity provider: how many at once, how many a second, and one pilot alone
/// while it is down (renewal.md, 5).
public final class IssuerLimiter {
  private static final int AT_ONCE = 4;
  private static final double PER_SECOND = 10;
  private static final double BURST = 20;
  private static final int DOWN_AFTER = 5;
  private static final int LOOKS_DOWN_AFTER = 2;

  private final String label;
  private final ClockOffset offsets = new ClockOffset();
  private final Deque<RenewableCredential> queue = new ArrayDeque<>();
  private int inFlight;
  private double level = BURST;
  private long refilled;
  private int failures;
  private int lookFailures;
  private long pilotFailed;
  private long pilotPause;
  private long pilotLimit = Long.MAX_VALUE;
  private long releasedAt;
  private boolean everReleased;
  private boolean up = true;
  private Instant since;
  private @Nullable String why;

  public IssuerLimiter(String label, ClockReading now) {
    this.label = label;
    this.since = now.wall();
    this.refilled = now.nanos();
    this.pilotFailed = now.nanos();
  }

  public String label() {
    return label;
  }

  public ClockOffset offsets() {
    return offsets;
  }

  /// Replaces the queue by `urgent`, most urgent first.
  public synchronized void queue(Collection<RenewableCredential> urgent) {
    queue.clear();
    queue.addAll(urgent);
  }

  /// Takes a place for a renewal outside the queue.
  public synchronized boolean enterNow(long nanos) {
    return enter(nanos);
  }

  /// Gives back a place that was not needed.
  public synchronized void release() {
    inFlight--;
    level = Math.min(BURST, level + 1);
  }

  public synchronized void queueFirst(RenewableCredential renewable) {
    queue.remove(renewable);
    queue.addFirst(renewable);
  }

  /// The next that may go, or null. It has entered then and must [#leave].
  synchronized @Nullable public RenewableCredential next(long nanos) {
    if (queue.isEmpty() || !enter(nanos)) {
      return null;
    }
    return queue.removeFirst();
  }

  private boolean enter(long nanos) {
    refill(nanos);
    boolean room = down() ? inFlight == 0 && pilotRested(nanos) : inFlight < AT_ONCE;
    if (!room || level < 1) {
      return false;
    }
    inFlight++;
    level--;
    return true;
  }

  private boolean pilotRested(long nanos) {
    return nanos - pilotFailed >= Math.min(pilotPause, pilotLimit);
  }

  private void refill(long nanos) {
    double seconds = (nanos - refilled) / 1e9;
    if (seconds > 0) {
      level = Math.min(BURST, level + seconds * PER_SECOND);
      refilled = nanos;
    }
  }

  /// Counts a request beside the renewals; those wait for it, it waits for nobody.
  public synchronized void spend(long nanos) {
    refill(nanos);
    level--;
  }

  /// Whether there is room for a request that can as well be made later.
  public synchronized boolean spendSpare(long nanos) {
    refill(nanos);
    if (level < BURST / 2) {
      return false;
    }
    level--;
    return true;
  }

  public synchronized void leave() {
    inFlight--;
  }

  /// An attempt got an answer; true if the issuer was down until now.
  public synchronized boolean answered(Instant now) {
    boolean wasDown = down();
    failures = 0;
    judge(now, null);
    return wasDown;
  }

  /// An attempt got no usable answer from the server at all.
  public synchronized void failed(Instant now, String reason) {
    failures++;
    judge(now, reason);
  }

  /// The issuer is back: back-offs that began before `nanos` are over.
  public synchronized void released(long nanos) {
    releasedAt = nanos;
    everReleased = true;
  }

  /// Whether a back-off that began at `made` may be cut short: for the pilot while the issuer is
  /// down, for all once it is back.
  public synchronized boolean cutsShort(long made) {
    return down() || (everReleased && releasedAt - made >= 0);
  }

  /// The pilot failed at `nanos`; the next one rests for `pause`.
  public synchronized void pilotFailed(long nanos, Duration pause) {
    pilotFailed = nanos;
    pilotPause = pause.toNanos();
  }

  /// However long the pilot would rest: the most urgent of those that wait cannot wait longer than
  /// this.
  public synchronized void pilotLimit(Duration limit) {
    pilotLimit = limit.toNanos();
  }

  /// How many failures in a row there were since it counts as down, 0 if it does not.
  public synchronized int failuresWhileDown() {
    return down() ? failures - DOWN_AFTER + 1 : 0;
  }

  /// The light look: `reason` null if it was answered.
  public synchronized void looked(Instant now, @Nullable String reason) {
    lookFailures = reason == null ? 0 : lookFailures + 1;
    judge(now, reason);
  }

  public synchronized boolean lookFailed() {
    return lookFailures > 0;
  }

  public synchronized boolean down() {
    return failures >= DOWN_AFTER;
  }

  private void judge(Instant now, @Nullable String reason) {
    boolean nowUp = !down() && lookFailures < LOOKS_DOWN_AFTER;
    if (nowUp != up) {
      since = now;
      up = nowUp;
    }
    if (nowUp) {
      why = null;
    } else if (reason != null) {
      why = reason;
    }
  }

  public synchronized IssuerHealth health() {
    return new IssuerHealth(label, up, since, why);
  }

  /// Time that the queue needs for one of `waiting` renewals at the limit.
  public static Duration queueTime(int waiting) {
    return Duration.ofMillis((long) (waiting * 1000 / PER_SECOND));
  }
}
