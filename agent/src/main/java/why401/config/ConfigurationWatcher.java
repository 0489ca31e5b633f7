package why401.config;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import why401.config.hocon.FilePattern;
import why401.config.hocon.SourceDigests;
import why401.config.hocon.SourceFiles;
import why401.io.AccessTimeoutException;
import why401.io.BoundedAccess;
import why401.io.FileStamp;
import why401.io.Sha256;

/// Detects that the configuration file, or another file that it was loaded from, has changed since:
/// edited, replaced, behind a swapped link, come or gone in a folder. It checks on each [#tick] and
/// reports a change only when two checks in a row agree, so that a half-written file is not loaded.
///
/// Not safe for use by several threads at once.
public final class ConfigurationWatcher {
  /// Every so many checks, a file is read although its metadata is unchanged.
  private static final int READ_ANYWAY = 10;

  private final Path main;
  private final Map<Path, FileState> seen = new HashMap<>();
  private SourceDigests loaded;
  private SourceDigests before;
  private int looks;

  /// A watcher of `main` and of what was loaded from it.
  public ConfigurationWatcher(Path main, SourceDigests inputs) {
    this.main = main;
    this.loaded = inputs;
    this.before = inputs;
  }

  private record FileState(FileStamp stamp, String digest) {}

  /// Says which files are in use from now on, after a loading, a failed one included: a faulty file
  /// is not loaded again and again.
  public void loaded(SourceDigests inputs) {
    loaded = inputs;
    before = inputs;
    seen.keySet().retainAll(loaded.digests().keySet());
  }

  /// Looks at the files; to be called every second or so.
  ///
  /// @return whether to reload: something changed and then stayed the same for one check. A main
  ///   file that is missing is ignored: it is about to be replaced.
  public boolean tick() {
    looks++;
    Map<Path, String> files = new HashMap<>();
    loaded.digests().keySet().forEach(file -> files.put(file, digest(file)));
    Map<FilePattern, String> listings = new HashMap<>();
    loaded.listings().keySet().forEach(pattern -> listings.put(pattern, digest(pattern)));
    SourceDigests now = new SourceDigests(files, listings);
    boolean settled = now.equals(before);
    before = now;
    return settled && !now.equals(loaded) && !SourceDigests.ABSENT.equals(files.get(main));
  }

  private String digest(FilePattern pattern) {
    try {
      return pattern.digest();
    } catch (IOException e) {
      // That it does not answer is no change.
      return before.listings().getOrDefault(pattern, SourceDigests.ABSENT);
    }
  }

  private String digest(Path file) {
    try {
      FileStamp stamp =
          BoundedAccess.within(file, BoundedAccess.PATIENCE, () -> FileStamp.of(file));
      FileState last = seen.get(file);
      if (last != null && last.stamp.equals(stamp) && looks % READ_ANYWAY != 0) {
        return last.digest;
      }
      String digest = Sha256.of(BoundedAccess.read(file, SourceFiles.LIMIT));
      seen.put(file, new FileState(stamp, digest));
      return digest;
    } catch (AccessTimeoutException e) {
      // That it does not answer is no change.
      return before.digests().getOrDefault(file, SourceDigests.ABSENT);
    } catch (NoSuchFileException e) {
      seen.remove(file);
      return SourceDigests.ABSENT;
    } catch (IOException e) {
      seen.remove(file);
      return SourceDigests.UNREADABLE;
    }
  }
}
