package why401.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// The metadata of a file. Links are followed, so that a swapped link (a Kubernetes secret) has
/// another inode. Equal stamps do not prove equal content: two writes may fall into one step of the
/// clock.
///
/// @param inode device and inode where the platform has them
public record FileStamp(@Nullable Object inode, FileTime modified, long size) {
  /// Looks at `file`.
  ///
  /// @throws IOException if it is missing or not accessible
  public static FileStamp of(Path file) throws IOException {
    BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(seen.fileKey(), seen.lastModifiedTime(), seen.size());
  }
}
