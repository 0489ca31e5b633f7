package why401.token.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.Secret;
import why401.io.BoundedAccess;
import why401.io.Sha256;
import why401.io.StateFile;

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

  /// @param directory null to keep everything in memory only
  public RefreshTokenStore(@Nullable Path directory) {
    this.directory = directory;
  }

  /// The record of `credential`, or null if there is none; an unreadable one is renamed and logged,
  /// and never prevents a start.
  ///
  /// @throws IOException if its file does not answer: then it is not known which token is the last
  @Nullable
  public RefreshTokenRecord read(String credential) throws IOException {
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
      RefreshTokenRecord record = parse(new String(bytes, StandardCharsets.UTF_8));
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
    StateFile.replace(file, format(record));
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

  public static String format(RefreshTokenRecord record) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", 1);
    members.put("key", record.key().encoded());
    members.put("configured", record.configured());
    members.put("refresh_token", record.token().reveal());
    if (record.expiresAt() != null) {
      members.put("expires_at", record.expiresAt().toString());
    }
    members.put("rotates", record.rotates());
    if (record.intent() != null) {
      members.put("intent", record.intent());
      members.put("intents", record.intents());
      members.put("intent_at", String.valueOf(record.intentAt()));
    }
    members.put("dead", record.dead());
    return JSONObjectUtils.toJSONString(members);
  }

  public static RefreshTokenRecord parse(String text) throws ParseException {
    Map<String, Object> members = JSONObjectUtils.parse(text);
    String token = JSONObjectUtils.getString(members, "refresh_token");
    String configured = JSONObjectUtils.getString(members, "configured");
    if (token == null || token.isEmpty() || configured == null) {
      throw new ParseException("refresh_token: missing", 0);
    }
    String expires = JSONObjectUtils.getString(members, "expires_at");
    String intent = JSONObjectUtils.getString(members, "intent");
    java.util.List<String> dead = JSONObjectUtils.getStringList(members, "dead");
    String key = JSONObjectUtils.getString(members, "key");
    return new RefreshTokenRecord(
        key == null ? FingerprintKey.random() : FingerprintKey.decode(key),
        configured,
        Secret.of(token),
        expires == null ? null : Instant.parse(expires),
        JSONObjectUtils.getBoolean(members, "rotates"),
        intent,
        intent == null ? 0 : JSONObjectUtils.getInt(members, "intents"),
        intent == null ? null : Instant.parse(JSONObjectUtils.getString(members, "intent_at")),
        dead == null ? java.util.List.of() : dead);
  }
}
