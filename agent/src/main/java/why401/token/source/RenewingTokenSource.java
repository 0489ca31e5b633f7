package why401.token.source;

import java.nio.file.Path;
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
import why401.deployment.SharedRecords;
import why401.time.PairedClock;
import why401.token.CredentialStatus;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.IssuerHealth;
import why401.token.RenewalFailure;
import why401.token.RenewalResult;
import why401.token.TargetResponse;
import why401.token.Token;
import why401.token.TokenListener;
import why401.token.TokenSettings;
import why401.token.TokenSource;
import why401.token.issuer.ClockStepDetector;
import why401.token.issuer.IssuerLimiter;
import why401.token.issuer.IssuerTransport;
import why401.token.lockout.AccountStore;
import why401.token.lockout.LockoutGuard;
import why401.token.oauth.AnonymousTokenRequest;
import why401.token.oauth.IssuerMetadata;
import why401.token.oauth.RefreshTokenGrant;
import why401.token.oauth.RefreshTokenStore;
import why401.token.oauth.TokenEndpointClient;
import why401.token.renewal.RenewableCredential;
import why401.token.renewal.RenewableCredentials;
import why401.token.renewal.RenewalCompletion;
import why401.token.renewal.RenewalDispatcher;
import why401.token.renewal.RenewalPolicy;
import why401.token.renewal.RetryState;
import why401.token.renewal.SecretChangeWatcher;
import why401.token.renewal.SharedRenewal;
import why401.token.renewal.TokenGeneration;
import why401.token.renewal.TokenObtainer;
import why401.token.shared.SharedTokens;

/// Keeps a valid token for every renewable credential: renews ahead of expiry, never drops one that
/// works, and never uses the network on a caller's thread.
///
/// Driven by [#tick], about once a second. Renewals run on virtual threads.
public final class RenewingTokenSource implements TokenSource, AutoCloseable {
  /// What a look at all credentials may wait for files.
  private static final Duration LOOK = Duration.ofMillis(200);

  private final PairedClock clocks;
  private final RenewalPolicy policy;
  private final LockoutGuard lockout;
  private final ExecutorService threads;
  private final IssuerTransport transport;
  private final RefreshTokenStore refreshTokens;
  private final SharedChains chains;
  private final IssuerQueries queries;
  private final TokenSelector selector;
  private final TargetFeedback feedback;
  private final ClockStepDetector steps;
  private final SharedRenewal sharing;
  private final RenewalDispatcher dispatcher;
  private final RenewableCredentials renewables;
  private final SecretChangeWatcher secretWatcher;
  private final IssuerHealthCheck healthCheck;
  private final SuspensionCheck suspensionCheck;
  private final CredentialStatusReader statusReader;
  private volatile boolean closing;

  /// A token source without credentials; [#apply] sets them.
  public RenewingTokenSource(TokenSettings settings, TokenListener listener) {
    this(settings, listener, TokenSourceParts.standard());
  }

  RenewingTokenSource(TokenSettings settings, TokenListener listener, TokenSourceParts parts) {
    this.clocks = new PairedClock(settings.clock(), settings.nanos());
    this.policy = parts.policy();
    this.transport = parts.transport();
    this.steps = new ClockStepDetector(clocks);
    this.lockout = guard(settings, listener);
    this.threads = parts.threads();
    this.refreshTokens = new RefreshTokenStore(settings.stateDirectory());
    this.renewables = new RenewableCredentials(clocks, parts.random());
    this.chains = new SharedChains(refreshTokens, renewables, clocks, threads);
    IssuerMetadata discovery = new IssuerMetadata();
    TokenEndpointClient oauth = new TokenEndpointClient(discovery);
    this.sharing =
        new SharedRenewal(
            clocks, new TokenObtainer(oauth, new RefreshTokenGrant(oauth, refreshTokens), lockout));
    this.queries =
        new IssuerQueries(transport, clocks, renewables, discovery, oauth.introspector());
    this.dispatcher =
        new RenewalDispatcher(
            clocks,
            policy,
            transport,
            sharing,
            new RenewalCompletion(policy, settings.probeTimeout(), listener),
            new RenewalDispatcher.Workers(threads, listener));
    this.selector = new TokenSelector(clocks, policy, dispatcher);
    this.feedback = new TargetFeedback(clocks, dispatcher);
    this.secretWatcher = new SecretChangeWatcher(clocks, threads);
    this.healthCheck = new IssuerHealthCheck(transport, clocks, threads, this::restored);
    this.suspensionCheck =
        new SuspensionCheck(
            transport, clocks, threads, new AnonymousTokenRequest(discovery), this::retry);
    this.statusReader = new CredentialStatusReader(refreshTokens, policy);
  }

  private static LockoutGuard guard(TokenSettings settings, TokenListener listener) {
    Path directory = settings.stateDirectory();
    AccountStore store =
        directory == null
            ? null
            : new AccountStore(
                directory, settings.clock(), settings.nanos(), listener::protectionNotStored);
    return new LockoutGuard(settings.protection(), settings.clock(), settings.nanos(), store);
  }

  /// Replaces the credentials. Unchanged ones keep their tokens; removed ones are dropped with
  /// their tokens and metrics.
  public void apply(Collection<Credential> credentials) {
    renewables.apply(credentials);
    lockout.retain(credentials.stream().map(Credential::name).toList());
  }

  /// Shares tokens with the members of a cluster from now on: each credential is renewed by one.
  public void share(SharedTokens members) {
    sharing.with(members);
  }

  /// Keeps what all members have to know of credentials in `members` from now on.
  public void share(SharedRecords members) {
    chains.share(members);
    lockout.share(members);
  }

  /// No renewal starts any more. Waits until no refresh token is on its way, at most `grace`: what
  /// comes back is to be known to the cluster before this member leaves.
  public void finish(Duration grace) {
    closing = true;
    dispatcher.stop();
    chains.awaitAnswers(grace);
  }

  /// Another member asks for another token of `credential` than the one issued at `issuedAt`.
  public void asked(String credential, Instant issuedAt) {
    RenewableCredential renewable = renewables.find(credential);
    if (renewable == null || closing || !sharing.here(renewable)) {
      return;
    }
    TokenGeneration newest = renewable.tokens().newest();
    if (newest == null || !newest.untilGuard(clocks.now()).isPositive()) {
      dispatcher.expedite(renewable);
    } else if (!newest.token().issuedAt().isAfter(issuedAt) && refusal(renewable) == null) {
      var _ = dispatcher.force(renewable);
    }
  }

  /// Renews what is due. Returns at once; extra calls do no harm.
  public void tick(Instant now) {
    if (closing) {
      return;
    }
    steps.tick(renewables.limiters().keySet());
    List<RenewableCredential> own = renewables.renewable().stream().filter(sharing::here).toList();
    dispatcher.tick(own);
    renewables.renewable().stream().filter(sharing::behind).forEach(this::takeOver);
    secretWatcher.tick(own);
    healthCheck.tick(RenewableCredentials.limiters(own));
    suspensionCheck.tick(own);
    refreshTokens.writePending();
    chains.tick();
    lockout.tick();
  }

  /// At once, unless an attempt is under way: the one before may be revoked.
  private void takeOver(RenewableCredential renewable) {
    if (renewable.attempt() == null) {
      var _ = dispatcher.force(renewable);
    }
  }

  /// For the tests that inject a known bug.
  RenewableCredentials renewables() {
    return renewables;
  }

  /// The guard that every user of a password has to ask.
  public LockoutGuard passwordGuard() {
    return lockout;
  }

  @Override
  public CredentialsResult authorize(Credential credential, Duration maxWait) {
    return credential instanceof Credential.Renewable renewable
        ? selector.authorize(renewables.find(credential.name()), renewable, maxWait)
        : StaticCredentials.authorize(credential, clocks.wall().instant());
  }

  @Override
  public TargetResponse.Reaction answered(
      Credential credential, Credentials sent, TargetResponse answer) {
    RenewableCredential renewable = renewables.find(credential.name());
    Token token =
        switch (sent) {
          case Credentials.AccessToken access -> access.token();
          case Credentials.Session session -> session.token();
          case Credentials.Signed signed -> signed.token();
          case Credentials.None _,
              Credentials.Basic _,
              Credentials.Digest _,
              Credentials.Key _,
              Credentials.Body _,
              Credentials.StaticBearer _ ->
              null;
        };
    return renewable == null || token == null || closing
        ? TargetResponse.Reaction.NONE
        : feedback.answered(renewable, token, answer);
  }

  @Override
  public RenewalResult renewNow(Credential credential, long generation) {
    String name = credential.name();
    RenewableCredential renewable = renewables.find(name);
    if (renewable == null) {
      return new RenewalResult.NotNow(name, "it is not renewed by the agent");
    }
    return renewNow(renewable, generation).named(name);
  }

  private RenewalResult renewNow(RenewableCredential renewable, long generation) {
    String name = renewable.name();
    TokenGeneration newest = renewable.tokens().newest();
    if (newest != null && newest.token().generation() > generation) {
      return new RenewalResult.Renewed(name, newest.token());
    }
    RenewalResult refusal = refusal(renewable);
    if (refusal != null) {
      return refusal;
    }
    CompletableFuture<RenewalResult> result = dispatcher.force(renewable);
    if (result == null) {
      return new RenewalResult.NotNow(name, "the identity provider has no room or is down");
    }
    RenewalResult ended =
        TokenSelector.await(result, renewable.timeout(clocks.now(), policy).plusSeconds(2));
    return ended == null ? new RenewalResult.NotNow(name, "no end in time") : ended;
  }

  @Override
  public Optional<Instant> heldUntil(String credential) {
    return lockout
        .heldFor(guarded(credential))
        .map(left -> clocks.wall().instant().plus(left))
        .or(
            () ->
                Optional.ofNullable(renewables.find(credential))
                    .map(one -> statusReader.of(one, clocks.now()).hold())
                    .map(CredentialStatus.Hold::until));
  }

  /// The issuer behind `limiter` responds again.
  private void restored(IssuerLimiter limiter) {
    renewables.renewable().stream()
        .filter(renewable -> renewable.limiter() == limiter && renewable.retry().suspended())
        .forEach(renewable -> retry(renewable.name()));
  }

  @Override
  public boolean retry(String credential) {
    boolean released = lockout.release(guarded(credential));
    RenewableCredential renewable = renewables.find(credential);
    if (released && renewable != null) {
      renewable.retrySoon(clocks.now());
    }
    return released;
  }

  /// The credentials that have the token that is obtained under the name `credential`.
  public List<String> sharers(String credential) {
    return renewables.sharers(credential);
  }

  /// Under which name the password of `credential` is protected.
  private String guarded(String credential) {
    RenewableCredential renewable = renewables.find(credential);
    return renewable == null ? credential : renewable.name();
  }

  private @Nullable RenewalResult refusal(RenewableCredential renewable) {
    if (renewable.attempt() != null) {
      return null;
    }
    RetryState retry = renewable.retry();
    if (!retry.allows(clocks.now())) {
      RenewalFailure failure = retry.failure();
      return failure == null
          ? new RenewalResult.NotNow(renewable.name(), "it was renewed a moment ago")
          : new RenewalResult.Failed(renewable.name(), failure);
    }
    Duration period = renewable.force(clocks.now());
    return period == null
        ? null
        : new RenewalResult.NotNow(
            renewable.name(), "one forced renewal in " + period.toSeconds() + " s");
  }

  @Override
  public Introspection introspect(Credential credential, Credentials credentials) {
    return queries.introspect(credential, credentials);
  }

  @Override
  public KeyLookup lookUpKey(Credential credential, @Nullable String keyId) {
    return queries.lookUpKey(credential, keyId);
  }

  @Override
  public Optional<CredentialStatus> state(String credential) {
    return state(credential, LOOK);
  }

  private Optional<CredentialStatus> state(String credential, Duration patience) {
    RenewableCredential renewable = renewables.find(credential);
    Optional<CredentialStatus> known =
        renewable != null
            ? Optional.of(statusReader.of(renewable, clocks.now()).named(credential))
            : renewables
                .fixed(credential)
                .map(
                    c ->
                        StaticCredentials.state(
                            c, clocks.wall().instant(), patience, statusReader.certificates()));
    return known.map(this::held);
  }

  /// A password, by its protection; else what waits for a changed secret.
  private CredentialStatus held(CredentialStatus status) {
    return lockout
        .heldFor(guarded(status.name()))
        .map(left -> clocks.wall().instant().plus(left))
        .map(until -> status.with(new CredentialStatus.Hold(until, lockout.why())))
        .orElse(status);
  }

  @Override
  public List<CredentialStatus> states() {
    List<CredentialStatus> all = new ArrayList<>();
    long end = System.nanoTime() + LOOK.toNanos();
    for (String name : renewables.names()) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      state(name, left).ifPresent(all::add);
    }
    return List.copyOf(all);
  }

  @Override
  public Optional<Duration> providerClock(Credential credential) {
    return queries.clock(credential);
  }

  @Override
  public List<IssuerHealth> issuers() {
    return renewables.limiters().keySet().stream().map(IssuerLimiter::health).toList();
  }

  /// No renewal starts any more; those in flight are awaited, at most `grace`, and what they bring
  /// is kept.
  public void close(Duration grace) {
    closing = true;
    dispatcher.stop();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        renewables.renewable().forEach(RenewableCredential::cancel);
        threads.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refreshTokens.writePending();
    lockout.flush();
    transport.close();
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }
}
