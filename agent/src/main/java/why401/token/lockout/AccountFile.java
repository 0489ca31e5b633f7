package why401.token.lockout;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.FingerprintKey;
import why401.io.BoundedAccess;
import why401.io.StateFile;

/// The two files of account protection: the accounts that refused a password, and the key of the
/// fingerprints in it. To be used within an action of [BoundedAccess].
final class AccountFile {
  private static final String ACCOUNTS = "account-protection.json";
  private static final String KEY = "fingerprint.key";
  private static final int VERSION = 1;

  private final Path accounts;
  private final Path key;

  AccountFile(Path directory) {
    this.accounts = directory.resolve(ACCOUNTS);
    this.key = directory.resolve(KEY);
  }

  Path accounts() {
    return accounts;
  }

  Path key() {
    return key;
  }

  /// The key of the installation; empty if none was made yet.
  ///
  /// @throws ParseException if the file holds something else
  Optional<FingerprintKey> readKey() throws IOException, ParseException {
    Optional<String> text = read(key);
    try {
      return text.map(FingerprintKey::decode);
    } catch (IllegalArgumentException e) {
      throw new ParseException("no key", 0);
    }
  }

  /// Stores `made` unless there is a key already.
  ///
  /// @return whether it is the key of the installation now
  boolean createKey(FingerprintKey made) throws IOException {
    StateFile.createDirectory(Objects.requireNonNull(key.toAbsolutePath().getParent()));
    return StateFile.createOnce(key, made.encoded() + "\n");
  }

  /// Puts the key of a cluster in the place of the own one.
  void replaceKey(FingerprintKey shared) throws IOException {
    StateFile.createDirectory(Objects.requireNonNull(key.toAbsolutePath().getParent()));
    StateFile.replace(key, shared.encoded() + "\n");
  }

  /// The accounts by name; none if there is no file.
  ///
  /// @throws ParseException if the file holds something else
  Map<String, AccountRecord> readAccounts() throws IOException, ParseException {
    Optional<String> text = read(accounts);
    return text.isEmpty() ? Map.of() : parse(text.get());
  }

  void writeAccounts(Map<String, AccountRecord> records) throws IOException {
    StateFile.replace(accounts, format(records));
  }

  private static Optional<String> read(Path file) throws IOException, ParseException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      throw new ParseException("no file", 0);
    }
    byte[] octets = BoundedAccess.content(file, BoundedAccess.SMALL);
    return Optional.of(new String(octets, StandardCharsets.UTF_8));
  }

  static String format(Map<String, AccountRecord> records) {
    Map<String, Object> members = new TreeMap<>();
    records.forEach((name, record) -> members.put(name, members(record)));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", VERSION);
    all.put("accounts", members);
    return JSONObjectUtils.toJSONString(all) + "\n";
  }

  static Map<String, Object> members(AccountRecord record) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("held", record.held());
    if (record.heldUntil() != null) {
      members.put("held_until", record.heldUntil().toString());
    }
    members.put("retries", record.retries());
    members.put(
        "refusals",
        record.refusals().stream()
            .map(one -> Map.of("at", one.at().toString(), "place", one.place()))
            .toList());
    members.put(
        "refused",
        record.refused().stream()
            .map(one -> Map.of("fingerprint", one.fingerprint(), "place", one.place()))
            .toList());
    return members;
  }

  static Map<String, AccountRecord> parse(String text) throws ParseException {
    try {
      Map<String, Object> all = JSONObjectUtils.parse(text);
      Map<String, Object> accounts = JSONObjectUtils.getJSONObject(all, "accounts");
      if (JSONObjectUtils.getInt(all, "version") != VERSION || accounts == null) {
        throw new ParseException("another version", 0);
      }
      Map<String, AccountRecord> records = new LinkedHashMap<>();
      for (String name : accounts.keySet()) {
        records.put(name, record(JSONObjectUtils.getJSONObject(accounts, name)));
      }
      return records;
    } catch (RuntimeException e) {
      throw new ParseException("not as it was written", 0);
    }
  }

  static AccountRecord record(@Nullable Map<String, Object> members) throws ParseException {
    if (members == null) {
      throw new ParseException("no account", 0);
    }
    List<AccountRecord.RefusalTime> refusals = new ArrayList<>();
    for (Map<String, Object> one : objects(members, "refusals")) {
      refusals.add(
          new AccountRecord.RefusalTime(Instant.parse(text(one, "at")), text(one, "place")));
    }
    List<LoginAttempt> refused = new ArrayList<>();
    for (Map<String, Object> one : objects(members, "refused")) {
      refused.add(new LoginAttempt(text(one, "fingerprint"), text(one, "place")));
    }
    String until = JSONObjectUtils.getString(members, "held_until");
    return new AccountRecord(
        refusals,
        refused,
        JSONObjectUtils.getBoolean(members, "held"),
        until == null ? null : Instant.parse(until),
        JSONObjectUtils.getInt(members, "retries"));
  }

  private static Map<String, Object>[] objects(Map<String, Object> members, String name)
      throws ParseException {
    Map<String, Object>[] found = JSONObjectUtils.getJSONObjectArray(members, name);
    if (found == null) {
      throw new ParseException(name + ": missing", 0);
    }
    return found;
  }

  static String text(Map<String, Object> members, String name) throws ParseException {
    String found = JSONObjectUtils.getString(members, name);
    if (found == null) {
      throw new ParseException(name + ": missing", 0);
    }
    return found;
  }
}
