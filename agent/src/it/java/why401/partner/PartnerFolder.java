package why401.partner;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/// Where one fixture keeps its files.
///
/// @param output stays after the test: `target/partners/NAME-N`
/// @param work goes with the fixture; in the system's temporary folder, because a server that
///   changes its user may not be able to reach the checkout
record PartnerFolder(Path output, Path work) implements AutoCloseable {

  static PartnerFolder create(String name) {
    Path root = Path.of(System.getProperty("why401.partners", "target/partners")).toAbsolutePath();
    try {
      Files.createDirectories(root);
      Path work = Files.createTempDirectory("why401-" + name + "-");
      Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new PartnerFolder(firstUnused(root, name), work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Replaces a file of the work folder at once, so that a server never reads half of it.
  Path write(String name, String text) {
    try {
      Path file = work.resolve(name);
      Path draft = work.resolve(name + ".draft");
      Files.writeString(draft, text);
      return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes a folder in which a server may write whatever its user is.
  Path writableByAll(String name) {
    try {
      Path made = Files.createDirectories(work.resolve(name));
      return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(work.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes a file that says to be of `size` bytes and takes no room.
  void sparse(String name, long size) {
    try (var file = new RandomAccessFile(work.resolve(name).toFile(), "rw")) {
      file.setLength(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path firstUnused(Path root, String name) throws IOException {
    for (int n = 1; ; n++) {
      try {
        return Files.createDirectory(root.resolve(name + "-" + n));
      } catch (FileAlreadyExistsException _) {
        // taken by an earlier fixture of this or another run
      }
    }
  }
}
