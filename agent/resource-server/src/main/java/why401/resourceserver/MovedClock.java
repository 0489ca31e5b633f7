package why401.resourceserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// This machine's clock, ahead by as many seconds as a file says at each reading.
final class MovedClock extends Clock {

  private final Path ahead;

  MovedClock(Path ahead) {
    this.ahead = ahead;
  }

  @Override
  public Instant instant() {
    try {
      return Clock.systemUTC().instant().plusSeconds(Long.parseLong(Files.readString(ahead)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("zone: " + zone + " (expected: UTC)");
  }
}
