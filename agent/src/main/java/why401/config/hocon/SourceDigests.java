package why401.config.hocon;

import java.nio.file.Path;
import java.util.Map;

/// The files of a configuration and the SHA-256 digest of each, [#ABSENT] or [#UNREADABLE].
public record SourceDigests(Map<Path, String> digests) {
  /// In place of the digest of a file that is not there.
  public static final String ABSENT = "";

  /// In place of the digest of what is there but no file to load: a directory, one too large, one
  /// without permission.
  public static final String UNREADABLE = "unreadable";

  /// Copies.
  public SourceDigests {
    digests = Map.copyOf(digests);
  }
}
