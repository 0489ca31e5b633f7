package why401.config.hocon;

import java.nio.file.Path;
import java.util.Map;

/// The files of a configuration and a digest of what stood in each; an empty digest for one that
/// was not there.
public record SourceDigests(Map<Path, String> digests) {
  /// Copies.
  public SourceDigests {
    digests = Map.copyOf(digests);
  }
}
