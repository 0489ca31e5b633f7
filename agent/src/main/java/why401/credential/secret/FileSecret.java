package why401.credential.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import why401.io.FileStamp;

/// A secret in a file that may be rotated by another program. Each call checks the file; it is read
/// again when its metadata changed, and every two seconds in any case. Two are equal if their paths
/// are.
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

  private record Content(FileStamp stamp, long readAt, Secret secret) {}

  @Override
  public Secret read() throws SecretUnavailableException {
    try {
      FileStamp stamp = FileStamp.of(file);
      long now = nanoTime.getAsLong();
      Content known = content;
      if (known != null && known.stamp.equals(stamp) && now - known.readAt < TRUSTED_NANOS) {
        return known.secret;
      }
      // The stamp was taken before the content: a write in between is seen as a change next time.
      Secret secret = SecretDecoder.decode(describe(), bytes());
      content = new Content(stamp, now, secret);
      return secret;
    } catch (NoSuchFileException e) {
      throw new SecretUnavailableException(describe() + ": missing (expected: the secret)");
    } catch (IOException e) {
      throw new SecretUnavailableException(describe() + ": unreadable (expected: a readable file)");
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
