package why401.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;

/// Keeps the token of every renewable credential alive: renews ahead of expiry, never lets go of
/// one that works, and never calls the network on a reader's thread.
///
/// Driven by [#tick], about once a second. Renewals run on virtual threads.
public final class TokenKeeper implements Tokens, AutoCloseable {
  private static final Duration FORCED_PERIOD = Duration.ofSeconds(30);

  private final Clocks clocks;
  private final RenewalRules rules;
  private final PasswordGuard guard;
  private final ExecutorService threads;
  private final Wire wire;
  private final LedgerStore ledgers;
  private final Queries queries;
  private final Showing showing;
  private final ClockSteps steps;
  private final Dispatcher dispatcher;
  private final Slots slots;
  private final SecretWatch watch;
  private final HealthLooks looks;
  private final RenewableStates states;
  private volatile boolean closing;

  /// A keeper without credentials; give it some by [#apply].
  public TokenKeeper(TokenSettings settings, TokenListener listener) {
    this(settings, listener, KeeperParts.standard());
  }

  TokenKeeper(TokenSettings settings, TokenListener listener, KeeperParts parts) {
    this.clocks = new Clocks(settings.clock(), settings.nanos());
    this.rules = parts.rules();
    this.wire = parts.wire();
    this.steps = new ClockSteps(clocks);
    this.guard = new PasswordGuard(settings.protection(), settings.nanos());
    this.threads = parts.threads();
    this.ledgers = new LedgerStore(settings.stateDirectory());
    this.slots = new Slots(clocks, parts.random());
    Discovery discovery = new Discovery();
    this.queries = new Queries(wire, clocks, slots, discovery);
    OAuthBuyer oauth = new OAuthBuyer(discovery);
    this.dispatcher =
        new Dispatcher(
            clocks,
            rules,
            wire,
            new Buyers(oauth, new RefreshTokenBuyer(oauth, ledgers), guard),
            new Settlement(rules, settings.probeTimeout(), listener),
            new Dispatcher.Workers(threads, listener));
    this.showing = new Showing(clocks, rules, dispatcher);
    this.watch = new SecretWatch(clocks, threads);
    this.looks = new HealthLooks(wire, clocks, threads);
    this.states = new RenewableStates(ledgers, rules);
  }

  /// Takes over `credentials` as the ones there are. Those that are equal to what was there keep
  /// their tokens; those that are gone go, with their tokens and their metrics.
  public void apply(Collection<Credential> credentials) {
    slots.apply(credentials);
    guard.retain(credentials.stream().map(Credential::name).toList());
  }

  /// Renews what is due. Returns at once; calling it too often does no harm.
  public void tick(Instant now) {
    if (closing) {
      return;
    }
    steps.tick(slots.gates().keySet());
    dispatcher.tick(slots.renewable());
    watch.tick(slots.renewable());
    looks.tick(slots.gates());
    ledgers.writeHeld();
  }

  /// For the tests that put a known bug in.
  Slots slots() {
    return slots;
  }

  /// The guard that all users of a password have to ask.
  public PasswordGuard passwordGuard() {
    return guard;
  }

  @Override
  public Authorization authorize(Credential credential, Duration patience) {
    return credential instanceof Credential.Renewable
        ? showing.authorize(slots.find(credential.name()), patience)
        : StaticProofs.authorize(credential, clocks.wall().instant());
  }

  /// The target calls `generation` not yet valid: what came before it is shown again for a while,
  /// if it still has life.
  ///
  /// @return whether there was something to go back to
  public boolean notYetValid(Credential credential, long generation) {
    Slot slot = slots.find(credential.name());
    if (slot == null) {
      return false;
    }
    Held held = slot.held();
    Held back = held.goBack(generation, clocks.now());
    return back != null && slot.replace(held, back);
  }

  /// A fresh token cured what `token` was refused for, at age `age`: where nobody tells how long
  /// tokens live, less is assumed from now on.
  public void endedEarly(Token token, Duration age) {
    Slot slot = slots.find(token.credential());
    if (slot != null && token.expirySource() == Token.ExpirySource.ASSUMED) {
      slot.learnedLife(RenewalPolicy.max(RenewalPolicy.scale(age, 0.8), Duration.ofSeconds(10)));
    }
  }

  @Override
  public Renewal renewNow(Credential credential, long generation) {
    String name = credential.name();
    Slot slot = slots.find(name);
    if (slot == null) {
      return new Renewal.NotNow(name, "it is not renewed by the agent");
    }
    Generation newest = slot.held().newest();
    if (newest != null && newest.token().generation() > generation) {
      return new Renewal.Renewed(name, newest.token());
    }
    Renewal refusal = refusal(slot, newest);
    if (refusal != null) {
      return refusal;
    }
    CompletableFuture<Renewal> result = dispatcher.force(slot);
    if (result == null) {
      return new Renewal.NotNow(name, "the identity provider has no room or is down");
    }
    Renewal ended = Showing.await(result, slot.timeout().plusSeconds(2));
    return ended == null ? new Renewal.NotNow(name, "no end in time") : ended;
  }

  private @Nullable Renewal refusal(Slot slot, @Nullable Generation newest) {
    if (slot.flight() != null) {
      return null;
    }
    Retry retry = slot.retry();
    if (!retry.allows(clocks.now())) {
      Fault fault = retry.fault();
      return fault == null
          ? new Renewal.NotNow(slot.name(), "it was renewed a moment ago")
          : new Renewal.Failed(slot.name(), fault);
    }
    Duration life = newest == null ? Duration.ZERO : newest.times().lifetime();
    Duration period = RenewalPolicy.max(FORCED_PERIOD, life.dividedBy(20));
    return slot.force(clocks.now(), period)
        ? null
        : new Renewal.NotNow(slot.name(), "one forced renewal in " + period.toSeconds() + " s");
  }

  @Override
  public Introspection introspect(Credential credential, Proof proof) {
    return queries.introspect(credential, proof);
  }

  @Override
  public KeyLookup lookUpKey(Credential credential, @Nullable String keyId) {
    return queries.lookUpKey(credential, keyId);
  }

  @Override
  public Optional<CredentialState> state(String credential) {
    Slot slot = slots.find(credential);
    if (slot != null) {
      return Optional.of(states.of(slot, clocks.now()));
    }
    return slots.fixed(credential).map(c -> StaticProofs.state(c, clocks.wall().instant()));
  }

  @Override
  public List<CredentialState> states() {
    List<CredentialState> all = new ArrayList<>();
    slots.names().forEach(name -> state(name).ifPresent(all::add));
    return List.copyOf(all);
  }

  @Override
  public List<IssuerHealth> issuers() {
    return slots.gates().keySet().stream().map(IssuerGate::health).toList();
  }

  /// No renewal starts any more; those in flight are awaited, at most `grace`, and what they bring
  /// is kept.
  public void close(Duration grace) {
    closing = true;
    dispatcher.stop();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        slots.renewable().forEach(Slot::cancel);
        threads.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ledgers.writeHeld();
    wire.close();
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }
}
