package why401.schedule;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.quartz.spi.ThreadPool;

/// Quartz's thread pool on virtual threads, bounded by a number of permits. Public because Quartz
/// sets its names by reflection.
public final class VirtualThreadPool implements ThreadPool {
  private final Semaphore permits;
  private final int size;
  private volatile boolean closed;

  VirtualThreadPool(int size) {
    this.size = size;
    this.permits = new Semaphore(size);
  }

  @Override
  public boolean runInThread(Runnable job) {
    if (closed || !permits.tryAcquire()) {
      return false;
    }
    Thread.ofVirtual()
        .name("probe")
        .start(
            () -> {
              try {
                job.run();
              } finally {
                permits.release();
              }
            });
    return true;
  }

  @Override
  public int blockForAvailableThreads() {
    // Only Quartz's one scheduler thread takes permits, so what is free now stays free for it.
    permits.acquireUninterruptibly();
    permits.release();
    return permits.availablePermits();
  }

  /// Waits until nothing runs, at most `grace`; false if something still does.
  boolean awaitQuiet(Duration grace) throws InterruptedException {
    return permits.tryAcquire(size, grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void initialize() {}

  @Override
  public void shutdown(boolean waitForJobsToComplete) {
    closed = true;
  }

  @Override
  public int getPoolSize() {
    return size;
  }

  @Override
  public void setInstanceId(String id) {}

  @Override
  public void setInstanceName(String name) {}
}
