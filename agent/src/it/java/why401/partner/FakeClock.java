package why401.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;

/// The wall clock of a server process, moved while it runs (libfaketime).
///
/// @param file says how far ahead the clock is; read once a second
public record FakeClock(Path file) implements AutoCloseable {

  /// A clock that is right.
  public static FakeClock create() {
    try {
      // In a folder that the server's user may read.
      Path file = Files.createTempFile(Path.of("/tmp"), "why401-clock-", "");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      var clock = new FakeClock(file);
      clock.move(Duration.ZERO);
      return clock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the process is started with. Timers stay right: with libfaketime's default for them, a
  /// JVM spins in every wait that has an end.
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        "/usr/$LIB/faketime/libfaketime.so.1",
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /// Sets it ahead, or behind when negative; the process sees it within a second.
  public void move(Duration ahead) {
    try {
      Files.writeString(file, "%+d".formatted(ahead.toSeconds()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
