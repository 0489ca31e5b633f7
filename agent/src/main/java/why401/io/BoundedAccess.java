package why401.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Access to files on threads that may be lost: what is on a mount that hangs, or is a named pipe
/// without a writer, never answers, and no interrupt ends the wait. Each file has one thread at
/// most; while it hangs, further access to that file fails at once.
public final class BoundedAccess {
  /// How long a file may take before it counts as one that does not answer.
  public static final Duration PATIENCE = Duration.ofSeconds(1);

  /// More is no key, certificate or web configuration but a wrong path.
  public static final int SMALL = 4 << 20;

  private static final Map<Object, Lane> LANES = new ConcurrentHashMap<>();
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("file-", 1).factory());

  private BoundedAccess() {}

  /// Something that may block.
  ///
  /// @param <T> what it gives
  public interface Action<T> {
    T run() throws IOException;
  }

  /// The content of `file`.
  ///
  /// @throws AccessTimeoutException if it does not answer in time
  /// @throws AccessLimitException if it has more than `limit` bytes
  /// @throws IOException if it cannot be read
  public static byte[] read(Path file, int limit) throws IOException {
    return within(file, PATIENCE, () -> content(file, limit));
  }

  /// To be called within an action: the content of `file`.
  ///
  /// @throws AccessLimitException if it has more than `limit` bytes
  /// @throws IOException if it cannot be read
  public static byte[] content(Path file, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new AccessLimitException(limit);
      }
      return bytes;
    }
  }

  /// What `action` on `file` gives within `patience`.
  ///
  /// @throws AccessTimeoutException if it does not answer in time; it goes on all the same
  public static <T> T within(Object file, Duration patience, Action<T> action) throws IOException {
    return LANES.computeIfAbsent(file, _ -> new Lane()).run(patience, action);
  }

  /// Files that do not answer now.
  public static int blocked() {
    return (int) LANES.values().stream().filter(Lane::isBlocked).count();
  }

  /// The one thread of a file.
  private static final class Lane {
    private final Semaphore free = new Semaphore(1);
    private volatile @Nullable Attempt last;

    private record Attempt(CompletableFuture<?> result, long began) {
      boolean hangs() {
        return !result.isDone() && System.nanoTime() - began >= PATIENCE.toNanos();
      }
    }

    boolean isBlocked() {
      Attempt attempt = last;
      return attempt != null && attempt.hangs();
    }

    <T> T run(Duration patience, Action<T> action) throws IOException {
      try {
        if (isBlocked() || !free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
          throw new AccessTimeoutException();
        }
        return start(action).get(patience.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      } catch (TimeoutException e) {
        throw new AccessTimeoutException();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      }
    }

    private <T> CompletableFuture<T> start(Action<T> action) {
      CompletableFuture<T> result = new CompletableFuture<>();
      last = new Attempt(result, System.nanoTime());
      THREADS.execute(
          () -> {
            try {
              result.complete(action.run());
            } catch (IOException | RuntimeException | Error e) {
              result.completeExceptionally(e);
            } finally {
              free.release();
            }
          });
      return result;
    }
  }
}
