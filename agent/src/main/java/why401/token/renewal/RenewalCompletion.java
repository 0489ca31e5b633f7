package why401.token.renewal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.time.ClockReading;
import why401.time.Durations;
import why401.token.RenewalFailure;
import why401.token.RenewalResult;
import why401.token.Token;
import why401.token.TokenListener;
import why401.token.issuer.RequiredSecrets;
import why401.token.issuer.TokenResult;
import why401.token.issuer.TokenResult.Failed;
import why401.token.issuer.TokenResult.Kind;

/// Applies the result of a renewal: stores the new token, or keeps the old one and schedules a
/// retry (renewal.md, 4).
public final class RenewalCompletion {
  private static final Logger LOG = LoggerFactory.getLogger(RenewalCompletion.class);
  private static final Duration FLOOR = Duration.ofSeconds(1);
  private static final Duration QUICK = Duration.ofMillis(500);

  private final RenewalPolicy policy;
  private final Duration probeTimeout;
  private final TokenListener listener;

  public RenewalCompletion(RenewalPolicy policy, Duration probeTimeout, TokenListener listener) {
    this.policy = policy;
    this.probeTimeout = probeTimeout;
    this.listener = listener;
  }

  /// @param fingerprint of the secrets that the attempt used
  RenewalResult complete(
      RenewalAttempt attempt, TokenResult result, String fingerprint, ClockReading now) {
    return switch (result) {
      case TokenResult.Obtained obtained when !obtained.expiry().lifetime().isPositive() ->
          failed(attempt, expiredOnArrival(obtained, now), fingerprint, now);
      case TokenResult.Obtained obtained -> {
        if (!fingerprint.isEmpty()) {
          attempt.renewable().secretHistory().accepted(fingerprint, now.wall());
        }
        yield renewed(attempt, obtained, now);
      }
      case Failed failed ->
          failed(
              attempt,
              failed.with(withHistory(attempt.renewable(), failed, fingerprint, now)),
              fingerprint,
              now);
    };
  }

  /// The failure, with the history of the refused secret if that is one which only changes by hand.
  private static RenewalFailure withHistory(
      RenewableCredential renewable, Failed failed, String fingerprint, ClockReading now) {
    boolean lasting =
        switch (renewable.credential()) {
          case Credential.ClientCredentials _, Credential.Password _, Credential.FormLogin _ ->
              true;
          case Credential.RefreshToken _, Credential.JwtBearer _, Credential.TokenExchange _ ->
              false;
        };
    boolean refused = failed.failure().reason() == RenewalFailure.Reason.REJECTED;
    // A secret that was changed meanwhile may have been sent or not.
    return lasting && refused && !fingerprint.isEmpty() && !changed(renewable, fingerprint)
        ? failed.failure().withPast(renewable.secretHistory().refused(fingerprint, now.wall()))
        : failed.failure();
  }

  private static Failed expiredOnArrival(TokenResult.Obtained obtained, ClockReading now) {
    String what =
        "expiry: %s before the request was made (expected: a positive lifetime)"
            .formatted(obtained.expiry().lifetime().abs());
    return new Failed(
        RenewalFailure.of(now.wall(), RenewalFailure.Reason.INVALID_RESPONSE, what),
        Kind.TRANSIENT);
  }

  private RenewalResult renewed(
      RenewalAttempt attempt, TokenResult.Obtained obtained, ClockReading now) {
    RenewableCredential renewable = attempt.renewable();
    String name = renewable.name();
    long number = renewable.nextGeneration();
    RenewalTimes times =
        policy.times(
            new RenewalPolicy.Life(
                obtained.expiry().lifetime(),
                obtained.refreshIn(),
                renewable.limiter().offsets().median(),
                probeTimeout),
            name,
            number);
    Instant issued = obtained.sent().wall();
    Token token =
        new Token(
            name,
            number,
            obtained.value(),
            obtained.cookies(),
            issued,
            issued.plus(times.lifetime()),
            issued.plus(times.renewAfter()),
            obtained.expiry().source(),
            obtained.scope());
    TokenGeneration next =
        new TokenGeneration(token, times, obtained.sent(), usableFrom(obtained, times));
    renewable.store(next, attempt.forced());
    if (renewable.retry().failure() != null) {
      LOG.info("{}: renewed again, valid until {}", name, token.expiresAt());
    }
    renewable.retry(RetryState.afterSuccess(now, FLOOR));
    if (obtained.expiry().disagreed()) {
      listener.expiryDisagreed(name);
    }
    listener.renewed(
        renewable.credential().issuerLabel(),
        token,
        Duration.ofNanos(now.nanos() - attempt.start().nanos()));
    return new RenewalResult.Renewed(name, token);
  }

  /// The issuer's clock may be a second ahead of its own `Date`: only a start that is clearly in
  /// the future counts.
  private static Duration usableFrom(TokenResult.Obtained obtained, RenewalTimes times) {
    Instant notBefore = obtained.notBefore();
    if (notBefore == null) {
      return Duration.ZERO;
    }
    Duration wait = Duration.between(obtained.sent().wall(), notBefore);
    boolean future = wait.compareTo(Duration.ofMillis(1500)) > 0;
    return future && wait.compareTo(times.critical()) < 0 ? wait : Duration.ZERO;
  }

  private RenewalResult failed(
      RenewalAttempt attempt, Failed failed, String fingerprint, ClockReading now) {
    RenewableCredential renewable = attempt.renewable();
    RetryState before = renewable.retry();
    int failures = before.failures() + 1;
    Kind kind = effective(renewable, failed);
    RetryState.State state = state(kind, failed);
    boolean suspended = state == RetryState.State.SUSPENDED;
    Duration pause =
        suspended && changed(renewable, fingerprint)
            ? QUICK
            : pause(renewable, failed, kind, failures, now);
    renewable.retry(new RetryState(failures, now, pause, state, failed.failure(), fingerprint));
    report(renewable, before.failure(), failed.failure(), suspended, pause);
    listener.renewalFailed(
        renewable.name(),
        renewable.credential().issuerLabel(),
        failed.failure(),
        Duration.ofNanos(now.nanos() - attempt.start().nanos()));
    return new RenewalResult.Failed(renewable.name(), failed.failure());
  }

  /// A lost response matters for refresh tokens only.
  private static Kind effective(RenewableCredential renewable, Failed failed) {
    boolean rotating = renewable.credential() instanceof Credential.RefreshToken;
    if (failed.kind() == Kind.AMBIGUOUS && !rotating) {
      return Kind.TRANSIENT;
    }
    return failed.kind();
  }

  private static RetryState.State state(Kind kind, Failed failed) {
    return switch (kind) {
      case REJECTED, GRANT_DEAD -> RetryState.State.SUSPENDED;
      case AMBIGUOUS -> RetryState.State.MUST_WAIT;
      case TRANSIENT ->
          asksToWait(failed) ? RetryState.State.MUST_WAIT : RetryState.State.BACKING_OFF;
    };
  }

  private static boolean asksToWait(Failed failed) {
    Duration asked = failed.retryAfter();
    return asked != null && asked.isPositive();
  }

  private Duration pause(
      RenewableCredential renewable, Failed failed, Kind kind, int failures, ClockReading now) {
    Duration untilCritical = renewable.timeToDeadline(now);
    Duration wanted =
        switch (kind) {
          case TRANSIENT -> policy.retryDelay(failures, untilCritical);
          case REJECTED, GRANT_DEAD -> suspension(failed);
          case AMBIGUOUS ->
              Durations.max(
                  untilCritical.minus(renewable.timeout().multipliedBy(2)),
                  policy.retryDelay(failures, untilCritical));
        };
    Duration asked = failed.retryAfter();
    if (asked == null || asked.compareTo(wanted) <= 0) {
      return wanted;
    }
    if (asked.compareTo(untilCritical) > 0) {
      LOG.warn(
          "{}: the issuer asks to wait {} s, past the time at which the current token is too old",
          renewable.name(),
          asked.toSeconds());
    }
    return asked;
  }

  /// Without a request, the pause is already known and must not start over.
  private Duration suspension(Failed failed) {
    Duration known = failed.retryAfter();
    return failed.failure().status() == 0 && known != null ? known : policy.suspension();
  }

  /// Whether a secret was changed while the old one was being refused.
  private static boolean changed(RenewableCredential renewable, String fingerprint) {
    String now = RequiredSecrets.fingerprint(renewable.credential());
    return !now.isEmpty() && !now.equals(fingerprint);
  }

  private static void report(
      RenewableCredential renewable,
      @Nullable RenewalFailure before,
      RenewalFailure failure,
      boolean suspended,
      Duration pause) {
    boolean newReason = before == null || before.reason() != failure.reason();
    if (newReason) {
      LOG.warn(
          "{}: renewal failed ({}{}): {}; {}",
          renewable.name(),
          failure.reason().label(),
          failure.error() == null ? "" : " " + failure.error(),
          failure.description(),
          suspended ? "waits for a changed secret" : "next attempt in " + pause.toMillis() + " ms");
    }
  }
}
