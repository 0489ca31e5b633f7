package why401.token.lockout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.secret.FingerprintKey;
import why401.io.BoundedAccess;
import why401.io.FileStamp;
import why401.io.StateFile;

/// Keeps the accounts that refused a password in the state directory, so that a process that is
/// killed and started again and again does not lock them. While the directory cannot be used,
/// nothing is forgotten but by the end of the process, and it is tried again every five seconds.
///
/// Changes that come together are written together: what is stored is what the guard knows at the
/// moment of writing.
public final class AccountStore {
  private static final Logger LOG = LoggerFactory.getLogger(AccountStore.class);
  private static final Duration PATIENCE = BoundedAccess.PATIENCE;
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Path directory;
  private final AccountFile file;
  private final InstantSource wall;
  private final LongSupplier nanos;
  private final Runnable onFault;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final ReentrantLock writing = new ReentrantLock();
  private Map<String, AccountRecord> stored = Map.of();
  private @Nullable FileStamp stamp;
  private volatile FingerprintKey key = FingerprintKey.random();
  private volatile boolean open;
  private volatile boolean failing;
  private volatile long notBefore;

  /// What the guard knows.
  interface Accounts {
    /// Takes over what an earlier process left.
    void restore(Map<String, AccountRecord> left);

    /// What is to be kept of an account.
    AccountRecord now(String account);
  }

  /// @param nanos monotonic time
  /// @param onFault called for each failure to read or write
  public AccountStore(Path directory, InstantSource wall, LongSupplier nanos, Runnable onFault) {
    this.directory = directory;
    this.file = new AccountFile(directory);
    this.wall = wall;
    this.nanos = nanos;
    this.onFault = onFault;
  }

  /// The key of the fingerprints that are stored.
  FingerprintKey key() {
    return key;
  }

  /// Uses the key of a cluster from now on, here and after a restart.
  void adopt(FingerprintKey shared) {
    if (!shared.equals(key)) {
      key = shared;
      access(
          () -> {
            file.replaceKey(shared);
            return true;
          });
    }
  }

  /// Reads what an earlier process left. A directory that answers late is taken over late.
  void open(Accounts known) {
    access(() -> openFiles(known));
  }

  /// Stores what is known of `account` now, and returns when that is done or cannot be done.
  void changed(String account, Accounts known) {
    changed.add(account);
    flush(known);
  }

  /// Stores it soon: what is lost of it only holds a password longer.
  void changedForTheBetter(String account, Accounts known) {
    changed.add(account);
    Thread.ofVirtual().start(() -> flush(known));
  }

  /// Tries again what failed; returns at once.
  void tick(Accounts known) {
    if ((!open || !changed.isEmpty()) && !resting()) {
      Thread.ofVirtual().start(() -> flush(known));
    }
  }

  /// Stores what is not stored yet.
  void flush(Accounts known) {
    try {
      if (resting() || !writing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      try {
        if (!resting() && (!open || !changed.isEmpty())) {
          access(() -> store(known));
        }
      } finally {
        writing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean resting() {
    return failing && nanos.getAsLong() - notBefore < 0;
  }

  private void access(BoundedAccess.Action<Boolean> action) {
    try {
      BoundedAccess.within(this, PATIENCE, action);
      if (failing) {
        failing = false;
        LOG.info("state directory {}: account protection is stored again", directory);
      }
    } catch (IOException e) {
      notBefore = nanos.getAsLong() + AGAIN.toNanos();
      if (!failing) {
        failing = true;
        LOG.error(
            "state directory {}: account protection cannot be stored ({}); until it can, a restart"
                + " of the agent forgets refused passwords",
            directory,
            e.toString());
      }
      onFault.run();
    }
  }

  private boolean openFiles(Accounts known) throws IOException {
    Optional<FingerprintKey> found = readable(file.key(), file::readKey).flatMap(one -> one);
    Map<String, AccountRecord> left = readAccounts();
    key = found.orElseGet(FingerprintKey::random);
    known.restore(left);
    stored = left;
    open = true;
    long held = left.values().stream().filter(AccountRecord::held).count();
    if (held > 0) {
      LOG.info("{} accounts refused a password before the start and hold it back", held);
    }
    return true;
  }

  private Map<String, AccountRecord> readAccounts() throws IOException {
    stamp = stampOf(file.accounts());
    Map<String, AccountRecord> found =
        new HashMap<>(readable(file.accounts(), file::readAccounts).orElse(Map.of()));
    Instant now = wall.instant();
    found.values().removeIf(record -> record.isOver(now));
    return found;
  }

  /// Something that is read from a file that may hold anything.
  private interface Reading<T> {
    T read() throws IOException, ParseException;
  }

  private <T> Optional<T> readable(Path from, Reading<T> reading) throws IOException {
    try {
      return Optional.of(reading.read());
    } catch (ParseException e) {
      LOG.error(
          "{}: not readable (expected: account protection, as why401 wrote it); {}, passwords that"
              + " were refused before the start may be sent once more",
          from,
          StateFile.putAside(from) ? "renamed to .corrupt" : "it cannot be renamed");
      onFault.run();
      return Optional.empty();
    }
  }

  private boolean store(Accounts known) throws IOException {
    if (!open) {
      openFiles(known);
    }
    Set<String> names = new HashSet<>(changed);
    if (names.isEmpty()) {
      return true;
    }
    changed.removeAll(names);
    try {
      storeKey();
      // `why401 probe` may have written meanwhile.
      Map<String, AccountRecord> next =
          Objects.equals(stamp, stampOf(file.accounts())) ? new HashMap<>(stored) : readAccounts();
      Instant now = wall.instant();
      names.forEach(name -> next.put(name, known.now(name)));
      next.values().removeIf(record -> record.isOver(now));
      file.writeAccounts(next);
      stored = next;
      stamp = stampOf(file.accounts());
      return true;
    } catch (IOException | RuntimeException e) {
      changed.addAll(names);
      throw e;
    }
  }

  private void storeKey() throws IOException {
    if (!Files.exists(file.key()) && !file.createKey(key)) {
      // Another process was faster.
      key = readable(file.key(), file::readKey).flatMap(one -> one).orElse(key);
    }
  }

  private static @Nullable FileStamp stampOf(Path file) throws IOException {
    return Files.exists(file) ? FileStamp.of(file) : null;
  }
}
