package why401.token.source;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.time.PairedClock;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.RenewalFailure;
import why401.token.RenewalResult;
import why401.token.RequestSigner;
import why401.token.Token;
import why401.token.renewal.RenewableCredential;
import why401.token.renewal.RenewalAttempt;
import why401.token.renewal.RenewalDispatcher;
import why401.token.renewal.RenewalPolicy;
import why401.token.renewal.TokenGeneration;

/// Selects the token that a probe sends (renewal.md, 3): one with enough lifetime at once, one with
/// less after a short wait, never one that is about to expire.
final class TokenSelector {
  private static final Duration CLOCK_NOISE = Duration.ofSeconds(1);

  private final PairedClock clocks;
  private final RenewalPolicy policy;
  private final RenewalDispatcher dispatcher;

  TokenSelector(PairedClock clocks, RenewalPolicy policy, RenewalDispatcher dispatcher) {
    this.clocks = clocks;
    this.policy = policy;
    this.dispatcher = dispatcher;
  }

  CredentialsResult authorize(
      @Nullable RenewableCredential renewable, Credential.Renewable asked, Duration maxWait) {
    if (renewable == null) {
      return unavailable("credential: unknown (expected: one of the configuration)");
    }
    TokenGeneration best = renewable.tokens().best(clocks.now(), policy);
    if (best == null || best.times().onDemand() || tooOld(best, best.times().minRemaining())) {
      if (needsToken(renewable)) {
        dispatcher.expedite(renewable);
      }
      RenewalAttempt attempt = renewable.attempt();
      if (attempt != null) {
        await(attempt.result(), maxWait);
      }
      best = renewable.tokens().best(clocks.now(), policy);
    }
    return best == null || tooOld(best, best.times().guard())
        ? nothing(renewable)
        : ready(asked, best);
  }

  /// A token that was just obtained and is not valid yet does not need another.
  private boolean needsToken(RenewableCredential renewable) {
    TokenGeneration newest = renewable.tokens().newest();
    return newest == null
        || newest.times().onDemand()
        || tooOld(newest, newest.times().minRemaining());
  }

  private boolean tooOld(TokenGeneration generation, Duration least) {
    return remaining(generation).compareTo(least) < 0;
  }

  private Duration remaining(TokenGeneration generation) {
    return policy.remaining(generation.times(), generation.age(clocks.now()));
  }

  private CredentialsResult ready(Credential.Renewable credential, TokenGeneration generation) {
    Token token = byOurClock(generation).named(credential.name());
    return new CredentialsResult.Ready(
        switch (credential) {
          case Credential.OAuth oauth ->
              new Credentials.AccessToken(token, oauth.client().placement());
          case Credential.JsonLogin login when login.reading() != null ->
              new Credentials.AccessToken(token, login.placement());
          case Credential.Negotiate negotiate -> signed(negotiate, token);
          case Credential.AwsWebIdentity identity -> signed(identity, token);
          case Credential.Login login ->
              new Credentials.Session(token, login.issuerLabel(), login.csrf());
        });
  }

  private static Credentials signed(Credential.Renewable credential, Token token) {
    RequestSigner signer = token.signer();
    if (signer == null) {
      throw new IllegalStateException(credential.name() + ": no signer (expected: one)");
    }
    return new Credentials.Signed(signer, token);
  }

  /// The last check, just before the request is written, uses the wall clock only: after that was
  /// set back, the expiry is adjusted to it.
  private Token byOurClock(TokenGeneration generation) {
    Token token = generation.token();
    Instant end = clocks.wall().instant().plus(remaining(generation));
    boolean later = Duration.between(end, token.expiresAt()).compareTo(CLOCK_NOISE) > 0;
    return later ? token.endingAt(end) : token;
  }

  private CredentialsResult nothing(RenewableCredential renewable) {
    RenewalFailure failure = renewable.retry().failure();
    return failure == null
        ? unavailable("token: none yet (expected: the first renewal to end)")
        : new CredentialsResult.Unavailable(failure);
  }

  private CredentialsResult unavailable(String why) {
    return new CredentialsResult.Unavailable(
        RenewalFailure.of(clocks.wall().instant(), RenewalFailure.Reason.TIMEOUT, why));
  }

  /// The result of `result` within `maxWait`, or null.
  static @Nullable RenewalResult await(CompletableFuture<RenewalResult> result, Duration maxWait) {
    try {
      return result.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }
}
