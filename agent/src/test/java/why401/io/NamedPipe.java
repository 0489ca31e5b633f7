package why401.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A pipe in the file system: it blocks whoever opens it until somebody writes, as a mount does
/// that hangs.
public final class NamedPipe {
  private NamedPipe() {}

  /// Makes one.
  public static Path at(Path file) {
    try {
      Process made = new ProcessBuilder("mkfifo", file.toString()).start();
      if (made.waitFor() != 0) {
        throw new IllegalStateException("mkfifo: failed (expected: coreutils)");
      }
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Lets whoever waits go on with `text`.
  public static void write(Path pipe, String text) throws IOException {
    try (OutputStream out = Files.newOutputStream(pipe)) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}
