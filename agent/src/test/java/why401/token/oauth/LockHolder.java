package why401.token.oauth;

import java.io.IOException;
import java.nio.file.Path;

/// A process that takes the lock of a directory, says so, and waits to be killed.
final class LockHolder {
  private LockHolder() {}

  /// Takes, speaks and waits.
  ///
  /// @param args the directory
  public static void main(String[] args) throws IOException {
    StateDirectoryLock.take(Path.of(args[0]));
    System.out.println("held");
    while (System.in.read() >= 0) {
      // until the pipe is closed or the process is killed
    }
  }
}
