package why401.cluster;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that this process did not run for so long (SIGSTOP, a machine that was suspended) that
/// the other members may have taken over its share. It goes by the shares of then until the parts
/// merge, 10 to 20 s later, so that it would run twice what others run.
///
/// Whoever is still a member hears heartbeats; whoever is not hears none before the merge. Those
/// that came while the process did not run are still in the sockets, so the first second does not
/// count.
final class Suspension {
  private static final Logger LOG = LoggerFactory.getLogger(Suspension.class);
  private static final Duration DRAINED = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final long shortest;
  private final LongSupplier nanoTime;
  private final IntSupplier heartbeats;
  private volatile long lastLook;
  private volatile boolean away;
  private long since;
  private boolean merged;
  private long mergedAt;
  private int heard;

  /// @param shortest after which others may go on without this process
  /// @param nanoTime monotonic, and running on while this process does not
  /// @param heartbeats how many have come from other members
  Suspension(Duration shortest, LongSupplier nanoTime, IntSupplier heartbeats) {
    this.shortest = shortest.toNanos();
    this.nanoTime = nanoTime;
    this.heartbeats = heartbeats;
    this.lastLook = nanoTime.getAsLong();
  }

  /// Whether this process does not know yet if its share is still its own. Right also before the
  /// first [#look] after it runs again.
  boolean away() {
    return away || nanoTime.getAsLong() - lastLook > shortest;
  }

  /// To be called about twice a second.
  ///
  /// @param others how many other members this one knows of
  /// @return whether [#away] has changed, or was true only because no look came in time
  synchronized boolean look(int others) {
    long now = nanoTime.getAsLong();
    long gap = now - lastLook;
    boolean before = away;
    if (gap > shortest && others > 0) {
      LOG.warn(
          "this process did not run for {} s; its probes wait until other members are heard, at"
              + " most {} s",
          Duration.ofNanos(gap).toSeconds(),
          LONGEST.toSeconds());
      away = true;
      since = now;
      merged = false;
      heard = -1;
    } else if (away) {
      away = !isOver(now);
    }
    lastLook = now;
    if (before && !away) {
      back();
    }
    return before != away || gap > shortest;
  }

  private boolean isOver(long now) {
    int count = heartbeats.getAsInt();
    if (now - since > LONGEST.toNanos()
        || (merged && now - mergedAt > MergeListener.SETTLING.toNanos())) {
      return true;
    }
    if (heard < 0 && now - since > DRAINED.toNanos()) {
      heard = count;
    }
    return !merged && heard >= 0 && count > heard;
  }

  /// The part that this member was in, and the others, have become one.
  synchronized void merged() {
    merged = true;
    mergedAt = nanoTime.getAsLong();
  }

  /// The shares are other ones; after a merge, those of all members.
  synchronized void shared() {
    if (away && merged) {
      away = false;
      back();
    }
  }

  private static void back() {
    LOG.info("probes of this member go on");
  }
}
