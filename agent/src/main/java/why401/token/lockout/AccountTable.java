package why401.token.lockout;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.FingerprintKey;
import why401.deployment.SharedRecords;
import why401.time.ClockReading;

/// The accounts that a guard knows: its own, or in a cluster those of all members.
final class AccountTable {
  /// Of which nothing is known; never changed.
  private static final Account NOTHING = new Account();

  /// Without a store; not that of the process, since a cluster may take it over.
  private final FingerprintKey ownKey = FingerprintKey.random();

  private final Map<String, Account> own = new ConcurrentHashMap<>();
  private final Supplier<ClockReading> clock;
  private final Supplier<AccountProtection> limits;
  private final @Nullable AccountStore store;
  private volatile @Nullable SharedAccounts shared;

  AccountTable(
      Supplier<ClockReading> clock,
      Supplier<AccountProtection> limits,
      @Nullable AccountStore store) {
    this.clock = clock;
    this.limits = limits;
    this.store = store;
  }

  /// Those of all members from now on.
  ///
  /// @param changed is called with an account that another member changed
  void share(SharedRecords members, Consumer<String> changed) {
    SharedAccounts all = new SharedAccounts(members, clock, limits, changed);
    shared = all;
    open(all);
  }

  /// Tries again to reach the others, if that failed.
  void tick() {
    SharedAccounts all = shared;
    if (all != null && all.key() == null) {
      open(all);
    }
  }

  private void open(SharedAccounts all) {
    all.open(key(), own);
    FingerprintKey key = all.key();
    if (key != null && store != null) {
      store.adopt(key);
    }
  }

  /// The key of the fingerprints.
  FingerprintKey key() {
    SharedAccounts all = shared;
    FingerprintKey common = all == null ? null : all.key();
    if (common != null) {
      return common;
    }
    return store == null ? ownKey : store.key();
  }

  /// Whether most of the cluster cannot be reached.
  boolean cutOff() {
    SharedAccounts all = shared;
    return all != null && all.cutOff();
  }

  /// What `use` gives of an account, and `unknown` if that cannot be known.
  <T> T look(String name, T unknown, Function<Account, T> use) {
    SharedAccounts all = shared;
    return all == null
        ? use.apply(own.getOrDefault(name, NOTHING))
        : all.look(name, use).orElse(unknown);
  }

  /// Whether what was shown was accepted there last; false if that cannot be known.
  boolean isGood(String name, LoginAttempt shown) {
    SharedAccounts all = shared;
    return all == null
        ? own.getOrDefault(name, NOTHING).isGood(shown)
        : all.read(name, one -> one.isGood(shown)).orElse(false);
  }

  /// Whether it would change nothing that what was shown is accepted; false if that cannot be
  /// known.
  boolean isSettled(String name, LoginAttempt shown) {
    SharedAccounts all = shared;
    return all != null && all.read(name, one -> one.isSettled(shown)).orElse(false);
  }

  /// What `use` gives of an account, which it may change; `unknown` if that cannot be done.
  ///
  /// @param shown what the change is about, or null
  <T> T change(String name, @Nullable LoginAttempt shown, T unknown, Function<Account, T> use) {
    SharedAccounts all = shared;
    return all == null ? use.apply(account(name)) : all.change(name, shown, use).orElse(unknown);
  }

  private Account account(String name) {
    return own.computeIfAbsent(name, _ -> new Account());
  }

  /// Forgets an account.
  ///
  /// @return whether it was known
  boolean remove(String name) {
    return own.remove(name) != null;
  }

  /// Adds what an earlier process left.
  void restore(Map<String, AccountRecord> left) {
    left.forEach((name, record) -> account(name).restore(record, clock.get(), limits.get()));
  }

  /// What is to be kept of an account.
  AccountRecord record(String name) {
    return look(name, AccountRecord.NOTHING, one -> one.record(clock.get(), limits.get()));
  }
}
