package why401.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Secret;

/// Keeps ledgers in the state directory, one file each, mode 0600. When [#write] returns, the
/// ledger survives a power cut; a reader never sees half of one.
final class LedgerStore {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerStore.class);
  private static final String SUFFIX = ".refresh-token.json";
  private static final int LONGEST_NAME = 150;

  private final @Nullable Path directory;
  private final Map<String, Ledger> known = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  /// @param directory null to keep everything in memory alone
  LedgerStore(@Nullable Path directory) {
    this.directory = directory;
  }

  /// The ledger of `credential`, or null if there is none that can be read; one that cannot be read
  /// is set aside and reported, never in the way of a start.
  @Nullable Ledger read(String credential) {
    Ledger cached = known.get(credential);
    Path file = file(credential);
    if (cached != null || file == null || !Files.exists(file)) {
      return cached;
    }
    try {
      Ledger ledger = parse(Files.readString(file));
      known.put(credential, ledger);
      return ledger;
    } catch (IOException | ParseException | RuntimeException e) {
      setAside(credential, file);
      return null;
    }
  }

  private static void setAside(String credential, Path file) {
    LOG.error(
        "{}: not readable (expected: the refresh token of {}, written by why401); set aside as"
            + " .corrupt, the configured token is used instead",
        file,
        credential);
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".corrupt"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.error("{}: cannot be set aside (expected: a writable directory)", file);
    }
  }

  void write(String credential, Ledger ledger) throws IOException {
    Path file = file(credential);
    if (file != null && directory != null) {
      createDirectory(directory);
      DirectoryLock.take(directory);
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      try (FileChannel channel =
          FileChannel.open(
              fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
        ByteBuffer octets = StandardCharsets.UTF_8.encode(format(ledger));
        while (octets.hasRemaining()) {
          channel.write(octets);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
    known.put(credential, ledger);
    held.remove(credential);
  }

  /// Keeps `ledger` in memory until [#writeHeld] gets it to disk.
  void hold(String credential, Ledger ledger) {
    known.put(credential, ledger);
    held.add(credential);
  }

  /// Tries again to write what could not be written; true if nothing is left.
  boolean writeHeld() {
    for (String credential : held) {
      Ledger ledger = known.get(credential);
      try {
        if (ledger != null) {
          write(credential, ledger);
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  private static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private @Nullable Path file(String credential) {
    if (directory == null) {
      return null;
    }
    String name = URLEncoder.encode(credential, StandardCharsets.UTF_8);
    return directory.resolve((name.length() > LONGEST_NAME ? Hash.of(name) : name) + SUFFIX);
  }

  static String format(Ledger ledger) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", 1);
    members.put("configured", ledger.configured());
    members.put("refresh_token", ledger.token().reveal());
    if (ledger.expiresAt() != null) {
      members.put("expires_at", ledger.expiresAt().toString());
    }
    members.put("rotates", ledger.rotates());
    if (ledger.intent() != null) {
      members.put("intent", ledger.intent());
      members.put("intents", ledger.intents());
      members.put("intent_at", String.valueOf(ledger.intentAt()));
    }
    members.put("dead", ledger.dead());
    return JSONObjectUtils.toJSONString(members);
  }

  static Ledger parse(String text) throws ParseException {
    Map<String, Object> members = JSONObjectUtils.parse(text);
    String token = JSONObjectUtils.getString(members, "refresh_token");
    String configured = JSONObjectUtils.getString(members, "configured");
    if (token == null || token.isEmpty() || configured == null) {
      throw new ParseException("refresh_token: missing", 0);
    }
    String expires = JSONObjectUtils.getString(members, "expires_at");
    String intent = JSONObjectUtils.getString(members, "intent");
    java.util.List<String> dead = JSONObjectUtils.getStringList(members, "dead");
    return new Ledger(
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
