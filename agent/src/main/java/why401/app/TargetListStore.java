package why401.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.io.BoundedAccess;
import why401.io.Sha256;
import why401.io.StateFile;

/// Keeps the last good list of each server of targets in the state directory: after a restart its
/// targets are probed though the server is down.
///
/// @param directory the state directory, or null to keep nothing
record TargetListStore(@Nullable Path directory) {
  private static final Logger LOG = LoggerFactory.getLogger(TargetListStore.class);
  private static final int LIMIT = 4 << 20;
  private static final String FOLDER = "targets";

  /// The list of the source `name`.
  Optional<String> read(String name) {
    Path file = file(name);
    if (file == null) {
      return Optional.empty();
    }
    try {
      byte[] content =
          BoundedAccess.within(
              file,
              BoundedAccess.PATIENCE,
              () -> Files.exists(file) ? BoundedAccess.content(file, LIMIT) : new byte[0]);
      return content.length == 0
          ? Optional.empty()
          : Optional.of(new String(content, StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("{}: the last list of targets cannot be read ({})", file, e.toString());
      return Optional.empty();
    }
  }

  /// Keeps `content` as the list of the source `name`.
  void write(String name, String content) {
    Path file = file(name);
    if (directory == null || file == null) {
      return;
    }
    try {
      BoundedAccess.within(
          file,
          BoundedAccess.PATIENCE,
          () -> {
            StateFile.createDirectory(directory.resolve(FOLDER));
            StateFile.replace(file, content);
            return true;
          });
    } catch (IOException e) {
      LOG.warn("{}: the list of targets cannot be kept ({})", file, e.toString());
    }
  }

  private @Nullable Path file(String name) {
    return directory == null
        ? null
        : directory.resolve(FOLDER).resolve(Sha256.of(name).substring(0, 16) + ".json");
  }
}
