package why401.config;

import java.nio.file.Path;
import java.util.Map;

/// The files of a configuration and a digest of what stood in each; an empty digest for one that
/// was not there.
public record Inputs(Map<Path, String> digests) {
  /// Copies.
  public Inputs {
    digests = Map.copyOf(digests);
  }
}
