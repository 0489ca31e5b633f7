package why401.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeapCompactorTest {
  private static final long MIB = 1 << 20;
  private static final Object CONFIGURATION = "configuration";

  private final Old old = new Old();
  private long nanos;
  private final HeapCompactor compactor = new HeapCompactor(old, () -> nanos);

  /// In mebibytes.
  private static final class Old implements HeapCompactor.Generation {
    private long used;
    private long live;
    private int collections;

    @Override
    public long used() {
      return used * MIB;
    }

    @Override
    public long live() {
      return live * MIB;
    }

    @Override
    public void collect() {
      collections++;
      used = live;
    }
  }

  private boolean collects(long used, long live, Object configuration) {
    int before = old.collections;
    old.used = used;
    old.live = live;
    compactor.look(configuration);
    return old.collections > before;
  }

  @Test
  void garbage_isCollected_onceItIsHalfOfWhatLives() {
    assertThat(collects(200, 100, CONFIGURATION)).isTrue();
    assertThat(collects(140, 100, CONFIGURATION)).isFalse();
    assertThat(collects(151, 100, CONFIGURATION)).isTrue();
  }

  @Test
  void littleGarbage_isWorthNoPause() {
    assertThat(collects(20, 0, CONFIGURATION)).isFalse();
    assertThat(collects(25, 0, CONFIGURATION)).isTrue();
  }

  @Test
  void whatWasThoughtToLive_isLookedAtAgain_theLaterTheMoreItIs() {
    nanos += Duration.ofSeconds(400).toNanos();
    assertThat(collects(100, 100, CONFIGURATION)).isFalse();
    nanos += Duration.ofSeconds(101).toNanos();
    assertThat(collects(100, 100, CONFIGURATION)).isTrue();
    assertThat(collects(100, 100, CONFIGURATION)).isFalse();
    nanos += Duration.ofHours(1).toNanos();
    assertThat(collects(10, 10, CONFIGURATION)).isFalse();
  }

  @Test
  void afterAReload_theSecondLookCollects() {
    assertThat(collects(100, 100, CONFIGURATION)).isFalse();
    assertThat(collects(100, 100, "another")).isFalse();
    assertThat(collects(100, 100, "another")).isTrue();
    assertThat(collects(100, 100, "another")).isFalse();
  }
}
