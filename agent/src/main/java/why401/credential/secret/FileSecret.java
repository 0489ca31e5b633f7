package why401.credential.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import why401.io.AccessTimeoutException;
import why401.io.BoundedAccess;
import why401.io.FileStamp;

/// A secret in a file that may be rotated by another program. Each call checks the file; it is read
/// again when its metadata changed, and every two seconds in any case. While it does not answer,
/// the last content stays in use. Two are equal if their paths are.
public final class FileSecret implements SecretSource {
  private static final long TRUSTED_NANOS = Duration.ofSeconds(2).toNanos();

  private final Path file;
  private final LongSupplier nanoTime;
  private volatile @Nullable Content content;

  /// A secret in `file`.
  public FileSecret(Path file) {
    this(file, System::nanoTime);
  }

  FileSecret(Path file, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
  }

  /// @param fault why there is no secret in it, empty if there is
  private record Content(FileStamp stamp, long readAt, @Nullable Secret secret, String fault) {}

  @Override
  public @Nullable Instant changedAt() {
    Content known = content;
    return known == null ? null : known.stamp.modified().toInstant();
  }

  @Override
  public Secret read() throws SecretUnavailableException {
    return read(BoundedAccess.PATIENCE);
  }

  @Override
  public Secret read(Duration patience) throws SecretUnavailableException {
    try {
      return usable(BoundedAccess.within(file, patience, this::look));
    } catch (AccessTimeoutException e) {
      Content known = content;
      if (known == null) {
        throw new SecretUnavailableException(
            describe() + ": no answer (expected: a file that can be read at once)");
      }
      return usable(known);
    } catch (NoSuchFileException e) {
      throw new SecretUnavailableException(describe() + ": missing (expected: the secret)");
    } catch (IOException e) {
      throw new SecretUnavailableException(describe() + ": unreadable (expected: a readable file)");
    }
  }

  private static Secret usable(Content content) throws SecretUnavailableException {
    if (content.secret == null) {
      throw new SecretUnavailableException(content.fault);
    }
    return content.secret;
  }

  private Content look() throws IOException {
    FileStamp stamp = FileStamp.of(file);
    long now = nanoTime.getAsLong();
    Content known = content;
    if (known != null && known.stamp.equals(stamp) && now - known.readAt < TRUSTED_NANOS) {
      return known;
    }
    // The stamp was taken before the content: a write in between shows as a change next time.
    Content read = decoded(stamp, now, bytes());
    content = read;
    return read;
  }

  private Content decoded(FileStamp stamp, long now, byte[] bytes) {
    try {
      return new Content(stamp, now, SecretDecoder.decode(describe(), bytes), "");
    } catch (SecretUnavailableException e) {
      return new Content(stamp, now, null, String.valueOf(e.getMessage()));
    }
  }

  private byte[] bytes() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(SecretDecoder.LIMIT + 1);
    }
  }

  @Override
  public String describe() {
    return "file " + file;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileSecret that && file.equals(that.file);
  }

  @Override
  public int hashCode() {
    return file.hashCode();
  }

  @Override
  public String toString() {
    return "FileSecret[" + file + "]";
  }
}
