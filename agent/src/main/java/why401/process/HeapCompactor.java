package why401.process;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Collects the old generation once much of it is likely to be garbage.
///
/// The serial collector does so only when the heap has reached its limit, which is a share of the
/// machine: what a burst of large responses left behind would stay resident for good. A collection
/// also returns what it frees to the system. It takes about a millisecond for each mebibyte that
/// lives.
public final class HeapCompactor {
  /// Less than this is not worth a pause.
  static final long LEAST = 24L << 20;

  /// A collection that may find nothing waits this long for each mebibyte that lives: its pauses
  /// are two ten-thousandths of the time.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Generation old;
  private final LongSupplier nanos;
  private long collected;
  private @Nullable Object configuration;
  private boolean replaced;

  /// The old generation.
  interface Generation {
    /// Bytes in use.
    long used();

    /// Bytes that its last collection left; 0 before the first.
    long live();

    /// Collects it.
    void collect();
  }

  /// @param nanos the monotonic clock
  HeapCompactor(Generation old, LongSupplier nanos) {
    this.old = old;
    this.nanos = nanos;
    this.collected = nanos.getAsLong();
  }

  /// For this process; without effect with another collector than the serial one.
  public static HeapCompactor ofProcess() {
    Optional<MemoryPoolMXBean> pool =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(each -> each.getName().equals("Tenured Gen"))
            .findAny();
    return new HeapCompactor(
        new Generation() {
          @Override
          public long used() {
            return pool.map(each -> each.getUsage().getUsed()).orElse(0L);
          }

          @Override
          public long live() {
            return pool.map(each -> each.getCollectionUsage().getUsed()).orElse(0L);
          }

          @Override
          public void collect() {
            System.gc();
          }
        },
        System::nanoTime);
  }

  /// Looks, and collects if it is likely to pay.
  ///
  /// @param inForce the configuration: what another one had made is garbage at the next look
  public void look(Object inForce) {
    boolean due = replaced || mostlyGarbage() || isPatienceOver();
    replaced = configuration != null && isOther(inForce);
    configuration = inForce;
    if (due && old.used() > LEAST) {
      old.collect();
      collected = nanos.getAsLong();
    }
  }

  @SuppressWarnings("ReferenceEquality") // An equal one that was read again has garbage as well.
  private boolean isOther(Object inForce) {
    return configuration != inForce;
  }

  private boolean mostlyGarbage() {
    long live = old.live();
    return old.used() - live > Math.max(LEAST, live / 2);
  }

  private boolean isPatienceOver() {
    long patience = PATIENCE.toNanos() * (old.live() >> 20);
    return nanos.getAsLong() - collected > Math.max(patience, Duration.ofMinutes(1).toNanos());
  }
}
