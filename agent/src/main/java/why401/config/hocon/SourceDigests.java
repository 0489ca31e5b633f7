package why401.config.hocon;

import java.nio.file.Path;
import java.util.Map;

/// The files of a configuration and the SHA-256 digest of each, [#ABSENT] or [#UNREADABLE].
///
/// @param listings of the names of files that a pattern stands for
public record SourceDigests(Map<Path, String> digests, Map<FilePattern, String> listings) {
  /// In place of the digest of a file that is not there.
  public static final String ABSENT = "";

  /// In place of the digest of what is there but no file to load: a directory, one too large, one
  /// without permission.
  public static final String UNREADABLE = "unreadable";

  /// Copies.
  public SourceDigests {
    digests = Map.copyOf(digests);
    listings = Map.copyOf(listings);
  }
}
