package why401.token.lockout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.secret.FingerprintKey;
import why401.deployment.SharedRecords;
import why401.time.ClockReading;

/// The accounts of a cluster: the members count the refusals of each together, and an attempt with
/// a password that was not accepted is booked with all of them before it is sent. Whoever cannot
/// book it sends nothing.
final class SharedAccounts implements SharedRecords.Copies {
  private static final Logger LOG = LoggerFactory.getLogger(SharedAccounts.class);
  private static final String KIND = "account";
  private static final String KEY_KIND = "fingerprint-key";
  private static final int ATTEMPTS = 20;
  private static final int TURNS = 64;

  private final SharedRecords members;
  private final Supplier<ClockReading> clock;
  private final Supplier<AccountProtection> limits;
  private final Consumer<String> changed;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /// By account, when this process last booked an attempt, or tried to.
  private final Map<String, Instant> booked = new ConcurrentHashMap<>();

  /// For changes of accounts, by the hash of their names: of two threads that book at once, one
  /// would take the booking of the other for that of a process before this one.
  private final List<Lock> turns =
      Stream.generate(() -> (Lock) new ReentrantLock()).limit(TURNS).toList();

  private volatile @Nullable FingerprintKey key;
  private volatile boolean cutOff;

  /// What an entry was read as.
  private static final class Known {
    private final byte[] content;
    private final AccountSnapshot snapshot;

    Known(byte[] content, AccountSnapshot snapshot) {
      this.content = content;
      this.snapshot = snapshot;
    }
  }

  /// @param changed is called with the account that another member changed
  SharedAccounts(
      SharedRecords members,
      Supplier<ClockReading> clock,
      Supplier<AccountProtection> limits,
      Consumer<String> changed) {
    this.members = members;
    this.clock = clock;
    this.limits = limits;
    this.changed = changed;
  }

  /// The key of the fingerprints at all members; null while it is not known.
  @Nullable FingerprintKey key() {
    return key;
  }

  /// Whether this member cannot reach most of the others, so that no password is shown.
  boolean cutOff() {
    return cutOff || key == null;
  }

  /// Once enough members are here, takes over the key of the cluster, or gives it `own`; and adds
  /// what this member knows, unless that is under another key.
  void open(FingerprintKey own, Map<String, Account> left) {
    // Of members that start at the same time, each may be alone at first.
    if (!members.complete(1)) {
      return;
    }
    try {
      byte[] mine = own.encoded().getBytes(StandardCharsets.UTF_8);
      boolean first = members.replace(KEY_KIND, "", null, mine);
      byte[] all = first ? mine : members.read(KEY_KIND, "");
      if (all == null) {
        return;
      }
      FingerprintKey shared = FingerprintKey.decode(new String(all, StandardCharsets.UTF_8));
      if (shared.equals(FingerprintKey.decode(own.encoded()))) {
        for (Map.Entry<String, Account> one : left.entrySet()) {
          offer(one.getKey(), one.getValue());
        }
      }
      members.copy(KIND, this);
      key = shared;
      cutOff = false;
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("no password is shown before the cluster can be asked ({})", e.getMessage());
    }
  }

  private void offer(String name, Account account) throws IOException {
    AccountSnapshot mine = account.snapshot(clock.get(), limits.get(), members.member());
    for (int i = 0; i < ATTEMPTS; i++) {
      byte[] content = members.read(KIND, name);
      if ((content != null && !mine.newerThan(snapshot(name, content)))
          || members.replace(KIND, name, content, mine.with(null).bytes())) {
        return;
      }
    }
  }

  /// What `use` gives of the account as it is; empty if it cannot be known.
  <T> Optional<T> look(String name, Function<Account, T> use) {
    return read(name, snapshot -> use.apply(Account.of(snapshot, clock.get())));
  }

  /// The same for what is no matter of time, which each run asks.
  <T> Optional<T> read(String name, Function<AccountSnapshot, T> use) {
    if (key == null) {
      return Optional.empty();
    }
    try {
      byte[] content = members.read(KIND, name);
      cutOff = false;
      return Optional.ofNullable(use.apply(snapshot(name, content)));
    } catch (IOException e) {
      cutOff = true;
      return Optional.empty();
    }
  }

  /// What `use` gives, once what it changed of the account is known to all members; empty if that
  /// cannot be done.
  ///
  /// @param shown what the change is about, or null
  <T> Optional<T> change(String name, @Nullable LoginAttempt shown, Function<Account, T> use) {
    if (key == null) {
      return Optional.empty();
    }
    Lock turn = turns.get(Math.floorMod(name.hashCode(), TURNS));
    turn.lock();
    try {
      for (int i = 0; i < ATTEMPTS; i++) {
        byte[] content = members.read(KIND, name);
        AccountSnapshot before = snapshot(name, content);
        ClockReading now = clock.get();
        Account account = Account.of(before, now);
        AccountSnapshot.Reservation running = running(name, before, account, now);
        T result = use.apply(account);
        AccountSnapshot after = account.snapshot(now, limits.get(), members.member());
        if (running != null && !isMine(running, shown)) {
          after = after.with(running);
        }
        if (put(name, content, before, after)) {
          return Optional.ofNullable(result);
        }
      }
    } catch (IOException e) {
      cutOff = true;
    } finally {
      turn.unlock();
    }
    return Optional.empty();
  }

  private boolean put(
      String name, byte @Nullable [] content, AccountSnapshot before, AccountSnapshot after)
      throws IOException {
    if (after.equals(before)) {
      cutOff = false;
      return true;
    }
    AccountSnapshot.Reservation booking = after.booking();
    if (booking != null && booking.member().equals(members.member())) {
      // Before another thread can read it.
      booked.put(name, booking.at());
    }
    try {
      boolean done = members.replace(KIND, name, content, after.bytes());
      if (done) {
        cutOff = false;
      }
      return done;
    } catch (IOException e) {
      // Whoever cannot book sends nothing, and no report of it will follow.
      booked.remove(name);
      throw e;
    }
  }

  /// The attempt that runs; one that is lost counts as refused.
  private AccountSnapshot.@Nullable Reservation running(
      String name, AccountSnapshot before, Account account, ClockReading now) {
    AccountSnapshot.Reservation booking = before.booking();
    if (booking == null) {
      return null;
    }
    boolean own = booking.member().equals(members.member());
    Duration age = Duration.between(booking.at(), now.wall()).abs();
    if ((own ? booking.at().equals(booked.get(name)) : members.present(booking.member()))
        && age.compareTo(Account.LOST_ATTEMPT) < 0) {
      return booking;
    }
    account.lost(limits.get());
    return null;
  }

  private boolean isMine(AccountSnapshot.Reservation booking, @Nullable LoginAttempt shown) {
    return booking.member().equals(members.member()) && booking.attempt().equals(shown);
  }

  private AccountSnapshot snapshot(String name, byte @Nullable [] content) {
    if (content == null) {
      return AccountSnapshot.NOTHING;
    }
    Known before = known.get(name);
    if (before == null || !Arrays.equals(before.content, content)) {
      before = new Known(content, parse(name, content));
      known.put(name, before);
    }
    return before.snapshot;
  }

  private static AccountSnapshot parse(String name, byte[] content) {
    try {
      return AccountSnapshot.parse(content);
    } catch (ParseException e) {
      LOG.error("{}: account protection of another form (expected: members of one version)", name);
      return AccountSnapshot.NOTHING;
    }
  }

  @Override
  public void keep(String name, byte[] content) {
    changed.accept(name);
  }
}
