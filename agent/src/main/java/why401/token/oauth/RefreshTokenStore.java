package why401.token.oauth;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.deployment.SharedRecords;
import why401.io.BoundedAccess;
import why401.io.Sha256;
import why401.io.StateFile;
import why401.token.issuer.TokenResult.Failed;

/// Stores refresh-token records in the state directory, one file each, mode 0600. When [#write]
/// returns, the record survives a power cut; a reader never sees a partial one.
public final class RefreshTokenStore {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshTokenStore.class);
  private static final String SUFFIX = ".refresh-token.json";
  private static final int LONGEST_NAME = 150;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration WRITE_PATIENCE = Duration.ofSeconds(3);

  private final @Nullable Path directory;
  private final Map<String, RefreshTokenRecord> known = new ConcurrentHashMap<>();
  private final Set<String> pending = ConcurrentHashMap.newKeySet();
  private volatile @Nullable SharedRefreshTokens shared;

  /// @param directory null to keep everything in memory only
  public RefreshTokenStore(@Nullable Path directory) {
    this.directory = directory;
  }

  /// From now on the records are those of a cluster, and the files are copies.
  ///
  /// @param credentials whose files are shown to the members
  public void share(
      SharedRecords members, InstantSource clock, Collection<Credential.RefreshToken> credentials) {
    SharedRefreshTokens all = new SharedRefreshTokens(members, this, clock);
    all.compareLogins(credentials);
    all.offer(credentials.stream().map(Credential::name).toList());
    shared = all;
  }

  boolean isShared() {
    return shared != null;
  }

  /// Looks for logins of other members; may wait for files.
  public void compareLogins(Collection<Credential.RefreshToken> credentials) {
    SharedRefreshTokens all = shared;
    if (all != null) {
      all.compareLogins(credentials);
    }
  }

  /// The record of `credential`, or null if there is none; an unreadable one is renamed and logged,
  /// and never prevents a start.
  ///
  /// @throws IOException if its file does not answer, or the cluster does not: then it is not known
  ///   which token is the last
  @Nullable
  public RefreshTokenRecord read(String credential) throws IOException {
    SharedRefreshTokens all = shared;
    RefreshTokenRecord waiting = pending.contains(credential) ? known.get(credential) : null;
    if (all != null && waiting != null) {
      write(credential, waiting);
    }
    return all == null ? readOwn(credential) : all.read(credential);
  }

  /// Why `record` may not be spent now, null if it may.
  @Nullable Failed refusal(Credential.RefreshToken credential, RefreshTokenRecord record) {
    SharedRefreshTokens all = shared;
    return all == null ? null : all.refusal(credential, record);
  }

  /// Nothing was sent after the intent `spending`: `before` is as good as it was.
  void unsent(String credential, RefreshTokenRecord spending, RefreshTokenRecord before) {
    SharedRefreshTokens all = shared;
    if (all != null) {
      all.unsent(credential, spending, before);
    }
  }

  @Nullable RefreshTokenRecord readOwn(String credential) throws IOException {
    RefreshTokenRecord cached = known.get(credential);
    Path file = file(credential);
    if (cached != null || file == null) {
      return cached;
    }
    return BoundedAccess.within(
            file, BoundedAccess.PATIENCE, () -> Optional.ofNullable(read(credential, file)))
        .orElse(null);
  }

  /// The record of `credential` as far as it is known in a moment; for whoever only looks.
  @Nullable
  public RefreshTokenRecord look(String credential) {
    Path file = file(credential);
    if (file != null && !known.containsKey(credential)) {
      try {
        BoundedAccess.within(file, LOOK, () -> Optional.ofNullable(read(credential, file)));
      } catch (IOException e) {
        return null;
      }
    }
    return known.get(credential);
  }

  private @Nullable RefreshTokenRecord read(String credential, Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      if (!Files.isRegularFile(file)) {
        throw new ParseException("no file", 0);
      }
      byte[] bytes = BoundedAccess.content(file, BoundedAccess.SMALL);
      RefreshTokenRecord record =
          RefreshTokenRecord.parse(new String(bytes, StandardCharsets.UTF_8));
      known.put(credential, record);
      return record;
    } catch (IOException | ParseException | RuntimeException e) {
      quarantine(credential, file);
      return null;
    }
  }

  private static void quarantine(String credential, Path file) {
    LOG.error(
        "{}: not readable (expected: the refresh token of {}, written by why401); renamed to"
            + " .corrupt, the configured token is used instead",
        file,
        credential);
    if (!StateFile.putAside(file)) {
      LOG.error("{}: cannot be renamed (expected: a writable directory)", file);
    }
  }

  void write(String credential, RefreshTokenRecord record) throws IOException {
    SharedRefreshTokens all = shared;
    if (all == null) {
      writeOwn(credential, record);
      return;
    }
    try {
      all.write(credential, record);
    } catch (RecordConflictException e) {
      pending.remove(credential);
      throw e;
    }
  }

  /// Keeps what another member wrote, unless there is a newer one.
  synchronized void keepCopy(String credential, RefreshTokenRecord record) throws IOException {
    if (record.newerThan(known.get(credential))) {
      writeOwn(credential, record);
    }
  }

  void writeOwn(String credential, RefreshTokenRecord record) throws IOException {
    Path file = file(credential);
    if (file != null && directory != null) {
      BoundedAccess.within(
          file,
          WRITE_PATIENCE,
          () -> {
            write(directory, file, record);
            return true;
          });
    }
    known.put(credential, record);
    pending.remove(credential);
  }

  private static void write(Path directory, Path file, RefreshTokenRecord record)
      throws IOException {
    StateFile.createDirectory(directory);
    StateDirectoryLock.take(directory);
    StateFile.replace(file, record.format());
  }

  /// Keeps `record` in memory until [#writePending] writes it to disk.
  void keepInMemory(String credential, RefreshTokenRecord record) {
    known.put(credential, record);
    pending.add(credential);
  }

  /// Retries what could not be written; true if nothing is left.
  public boolean writePending() {
    for (String credential : pending) {
      RefreshTokenRecord record = known.get(credential);
      try {
        if (record != null) {
          write(credential, record);
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Path file(String credential) {
    if (directory == null) {
      return null;
    }
    String name = URLEncoder.encode(credential, StandardCharsets.UTF_8);
    return directory.resolve((name.length() > LONGEST_NAME ? Sha256.of(name) : name) + SUFFIX);
  }
}
