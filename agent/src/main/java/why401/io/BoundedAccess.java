package why401.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
/// most; while it hangs, further access to that file fails at once, until another file is in its
/// place.
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
    Lane lane = enter(file);
    try {
      if (lane.isBlocked() && isReplaced(file, lane)) {
        LANES.remove(file, lane);
        lane = enter(file);
      }
      return lane.run(patience, action);
    } finally {
      leave(lane);
    }
  }

  /// The lane of `file`, which stays until all that entered have left: what an action gave is kept
  /// by nothing, and files that come and go leave nothing behind.
  private static Lane enter(Object file) {
    return LANES.compute(
        file,
        (_, present) -> {
          Lane lane = present == null ? new Lane(file) : present;
          lane.users++;
          return lane;
        });
  }

  private static void leave(Lane lane) {
    LANES.computeIfPresent(
        lane.file, (_, present) -> present == lane && --lane.users == 0 ? null : present);
  }

  /// Whether `file` is being accessed now.
  static boolean isAccessed(Object file) {
    return LANES.containsKey(file);
  }

  /// The lane of looks at a file that hangs.
  private record Metadata(Path file) {}

  /// Whether the thread of `lane` waits for a file that is gone from its place.
  private static boolean isReplaced(Object file, Lane lane) {
    if (!(file instanceof Path path)) {
      return false;
    }
    try {
      Optional<Object> now = within(new Metadata(path), PATIENCE, () -> inode(path));
      return !now.equals(lane.inode);
    } catch (AccessTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static Optional<Object> inode(Path file) throws IOException {
    return Optional.ofNullable(FileStamp.of(file).inode());
  }

  /// Files that do not answer now.
  public static int blocked() {
    return (int)
        LANES.entrySet().stream()
            .filter(lane -> !(lane.getKey() instanceof Metadata) && lane.getValue().isBlocked())
            .count();
  }

  /// The one thread of a file.
  private static final class Lane {
    private final Object file;
    private final Semaphore free = new Semaphore(1);
    private volatile @Nullable Attempt last;
    private volatile Optional<Object> inode = Optional.empty();

    /// Callers, and the thread while it runs; changed within the map's operations only.
    private int users;

    Lane(Object file) {
      this.file = file;
    }

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
      Lane entered = enter(file);
      THREADS.execute(
          () -> {
            try {
              inode = file instanceof Path path ? seen(path) : Optional.empty();
              result.complete(action.run());
            } catch (IOException | RuntimeException | Error e) {
              result.completeExceptionally(e);
            } finally {
              free.release();
              leave(entered);
            }
          });
      return result;
    }

    private static Optional<Object> seen(Path path) {
      try {
        return inode(path);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}
