package why401.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files of the state directory: for their owner alone, and whole at any moment. To be called
/// within an action of [BoundedAccess].
public final class StateFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private StateFile() {}

  /// Makes `directory` unless it is there.
  ///
  /// @throws IOException if it cannot be made
  public static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, OWNERS_DIRECTORY);
    }
  }

  /// Puts `text` in the place of what `file` holds. When it returns, that survives a power cut.
  ///
  /// @throws IOException if it cannot be written; `file` is then as it was
  public static void replace(Path file, String text) throws IOException {
    Files.move(written(file, text), file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(file);
  }

  /// The same for a file that another process may be making at this moment: the first one stays.
  ///
  /// @return whether `text` is in it
  /// @throws IOException if it cannot be written
  public static boolean createOnce(Path file, String text) throws IOException {
    Path fresh = written(file, text);
    try {
      Files.createLink(file, fresh);
      syncDirectory(file);
      return true;
    } catch (java.nio.file.FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      replace(file, text);
      return true;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /// Renames what cannot be read, for a person to look at; the name says that it is corrupt.
  ///
  /// @return whether it could be renamed
  public static boolean putAside(Path file) {
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".corrupt"),
          StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path written(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER)) {
      ByteBuffer octets = StandardCharsets.UTF_8.encode(text);
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
    return fresh;
  }

  private static void syncDirectory(Path file) throws IOException {
    try (FileChannel entries =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      entries.force(true);
    }
  }
}
