package why401.config.hocon;

import java.nio.file.Path;

/// A line of a file.
///
/// @param line from 1
public record SourceLocation(String file, int line) {
  /// A path written here: relative ones start at the folder of the file.
  Path resolve(String path) {
    return Path.of(file).resolveSibling(path);
  }
}
