package why401.config.hocon;

import java.nio.file.Path;
import java.util.Map;

/// The files of a configuration and the SHA-256 digest of each, or [#ABSENT].
public record SourceDigests(Map<Path, String> digests) {
  /// In place of the digest of a file that is not there.
  public static final String ABSENT = "";

  /// Copies.
  public SourceDigests {
    digests = Map.copyOf(digests);
  }
}
