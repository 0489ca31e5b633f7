package why401.config.hocon;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import why401.io.BoundedAccess;
import why401.io.Sha256;

/// Some files of one folder. Hidden files are none of them: editors and mounted volumes keep their
/// own there.
///
/// @param glob of the file names, as a shell understands it
public record FilePattern(Path folder, String glob) {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");

  /// Whether the file name of `path` is a pattern.
  public static boolean isGlob(Path path) {
    return path.getFileName() != null && SPECIAL.matcher(path.getFileName().toString()).find();
  }

  /// The files that `path` means: its file name is the pattern.
  public static FilePattern of(Path path) {
    Path parent = path.getParent();
    return new FilePattern(
        parent == null ? Path.of("") : parent, String.valueOf(path.getFileName()));
  }

  /// The files, by name; none if there is no such folder.
  ///
  /// @throws IOException if the folder cannot be read or does not answer
  public List<Path> files() throws IOException {
    return BoundedAccess.within(this, BoundedAccess.PATIENCE, this::list);
  }

  private List<Path> list() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, glob)) {
      for (Path file : all) {
        if (!file.getFileName().toString().startsWith(".") && !Files.isDirectory(file)) {
          files.add(file);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    files.sort(null);
    return files;
  }

  /// Equal for equal names of files.
  ///
  /// @throws IOException if the folder cannot be read or does not answer
  public String digest() throws IOException {
    return digest(files());
  }

  static String digest(List<Path> files) {
    return Sha256.of(files.toString());
  }

  @Override
  public String toString() {
    return folder.resolve(glob).toString();
  }
}
