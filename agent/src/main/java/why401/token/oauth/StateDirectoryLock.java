package why401.token.oauth;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps two processes from using the refresh tokens of one state directory: the second would use a
/// token that the first still holds, which looks like theft to the identity provider. Acquired
/// before the first use, held until the process ends.
public final class StateDirectoryLock {
  private static final Logger LOG = LoggerFactory.getLogger(StateDirectoryLock.class);
  private static final Map<Path, FileLock> HELD = new ConcurrentHashMap<>();

  private StateDirectoryLock() {}

  /// Whether another process uses the refresh tokens of `directory` now.
  public static synchronized boolean heldElsewhere(Path directory) {
    Path file = directory.resolve("refresh-tokens.lock");
    try {
      if (!Files.exists(file) || HELD.containsKey(directory.toRealPath())) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        return lock == null;
      }
    } catch (IOException e) {
      // Not ours to write, or no lock is to be had: better not used by two.
      return true;
    }
  }

  /// Takes the lock of `directory` for this process, unless it has it.
  ///
  /// @throws IOException if another process has it
  static synchronized void take(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (HELD.containsKey(real)) {
      return;
    }
    FileChannel channel =
        FileChannel.open(
            real.resolve("refresh-tokens.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (IOException e) {
      LOG.warn(
          "{}: cannot be locked ({}); make sure that no other why401 uses it",
          directory,
          e.toString());
      channel.close();
      return;
    }
    if (lock == null) {
      channel.close();
      throw new IOException(directory + ": in use by another why401");
    }
    HELD.put(real, lock);
  }
}
