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
import why401.token.issuer.TokenResult.Kind;
import why401.token.issuer.TokenResult.Lost;

/// Draws the consequences of an attempt: a success becomes the newest generation, a failure takes
/// nothing away and says when to try again (renewal.md, 4).
public final class RenewalCompletion {
  private static final Logger LOG = LoggerFactory.getLogger(RenewalCompletion.class);
  private static final Duration FLOOR = Duration.ofSeconds(1);
  private static final Duration QUICK = Duration.ofMillis(500);

  private final RenewalPolicy rules;
  private final Duration probeTimeout;
  private final TokenListener listener;

  public RenewalCompletion(RenewalPolicy rules, Duration probeTimeout, TokenListener listener) {
    this.rules = rules;
    this.probeTimeout = probeTimeout;
    this.listener = listener;
  }

  /// @param fingerprint of the secrets that the attempt used
  RenewalResult settle(
      RenewalAttempt attempt, TokenResult result, String fingerprint, ClockReading now) {
    return switch (result) {
      case TokenResult.Bought bought when !bought.expiry().lifetime().isPositive() ->
          failed(attempt, over(bought, now), fingerprint, now);
      case TokenResult.Bought bought -> {
        if (!fingerprint.isEmpty()) {
          attempt.renewable().trail().accepted(fingerprint, now.wall());
        }
        yield renewed(attempt, bought, now);
      }
      case Lost lost ->
          failed(
              attempt,
              lost.with(remembered(attempt.renewable(), lost, fingerprint, now)),
              fingerprint,
              now);
    };
  }

  /// The fault, with the past of the secret that was refused, where that is a secret which stays
  /// the same until somebody changes it.
  private static RenewalFailure remembered(
      RenewableCredential renewable, Lost lost, String fingerprint, ClockReading now) {
    boolean lasting =
        switch (renewable.credential()) {
          case Credential.ClientCredentials _, Credential.Password _, Credential.FormLogin _ ->
              true;
          case Credential.RefreshToken _, Credential.JwtBearer _, Credential.TokenExchange _ ->
              false;
        };
    boolean refused = lost.failure().reason() == RenewalFailure.Reason.REJECTED;
    // A secret that was changed meanwhile may have been sent or not.
    return lasting && refused && !fingerprint.isEmpty() && !changed(renewable, fingerprint)
        ? lost.failure().withPast(renewable.trail().refused(fingerprint, now.wall()))
        : lost.failure();
  }

  private static Lost over(TokenResult.Bought bought, ClockReading now) {
    String what =
        "expiry: %s before the request was made (expected: a token with a life)"
            .formatted(bought.expiry().lifetime().abs());
    return new Lost(
        RenewalFailure.of(now.wall(), RenewalFailure.Reason.INVALID_RESPONSE, what),
        Kind.TRANSIENT);
  }

  private RenewalResult renewed(
      RenewalAttempt attempt, TokenResult.Bought bought, ClockReading now) {
    RenewableCredential renewable = attempt.renewable();
    String name = renewable.name();
    long number = renewable.nextGeneration();
    RenewalTimes times =
        rules.times(
            new RenewalPolicy.Life(
                bought.expiry().lifetime(),
                bought.refreshIn(),
                renewable.limiter().offsets().median(),
                probeTimeout),
            name,
            number);
    Instant issued = bought.sent().wall();
    Token token =
        new Token(
            name,
            number,
            bought.value(),
            bought.cookies(),
            issued,
            issued.plus(times.lifetime()),
            issued.plus(times.renewAfter()),
            bought.expiry().source(),
            bought.scope());
    TokenGeneration next =
        new TokenGeneration(token, times, bought.sent(), usableFrom(bought, times));
    renewable.hold(next, attempt.forced());
    if (renewable.retry().failure() != null) {
      LOG.info("{}: renewed again, good until {}", name, token.expiresAt());
    }
    renewable.retry(RetryState.afterSuccess(now, FLOOR));
    if (bought.expiry().disagreed()) {
      listener.expiryDisagreed(name);
    }
    listener.renewed(
        renewable.credential().issuerLabel(),
        token,
        Duration.ofNanos(now.nanos() - attempt.start().nanos()));
    return new RenewalResult.Renewed(name, token);
  }

  /// The issuer's clock may be ahead of what its own `Date` tells by a second: only a start that is
  /// clearly in the future counts.
  private static Duration usableFrom(TokenResult.Bought bought, RenewalTimes times) {
    Instant notBefore = bought.notBefore();
    if (notBefore == null) {
      return Duration.ZERO;
    }
    Duration wait = Duration.between(bought.sent().wall(), notBefore);
    boolean future = wait.compareTo(Duration.ofMillis(1500)) > 0;
    return future && wait.compareTo(times.critical()) < 0 ? wait : Duration.ZERO;
  }

  private RenewalResult failed(
      RenewalAttempt attempt, Lost lost, String fingerprint, ClockReading now) {
    RenewableCredential renewable = attempt.renewable();
    RetryState before = renewable.retry();
    int failures = before.failures() + 1;
    Kind kind = effective(renewable, lost);
    RetryState.State state = state(kind, lost);
    boolean suspended = state == RetryState.State.SUSPENDED;
    Duration pause =
        suspended && changed(renewable, fingerprint)
            ? QUICK
            : pause(renewable, lost, kind, failures, now);
    renewable.retry(new RetryState(failures, now, pause, state, lost.failure(), fingerprint));
    report(renewable, before.failure(), lost.failure(), suspended, pause);
    listener.renewalFailed(
        renewable.name(),
        renewable.credential().issuerLabel(),
        lost.failure(),
        Duration.ofNanos(now.nanos() - attempt.start().nanos()));
    return new RenewalResult.Failed(renewable.name(), lost.failure());
  }

  /// Only a refresh token makes it matter that an answer was lost.
  private static Kind effective(RenewableCredential renewable, Lost lost) {
    boolean rotating = renewable.credential() instanceof Credential.RefreshToken;
    if (lost.kind() == Kind.AMBIGUOUS && !rotating) {
      return Kind.TRANSIENT;
    }
    return lost.kind();
  }

  private static RetryState.State state(Kind kind, Lost lost) {
    return switch (kind) {
      case REJECTED, GRANT_DEAD -> RetryState.State.SUSPENDED;
      case AMBIGUOUS -> RetryState.State.MUST_WAIT;
      case TRANSIENT ->
          asksToWait(lost) ? RetryState.State.MUST_WAIT : RetryState.State.BACKING_OFF;
    };
  }

  private static boolean asksToWait(Lost lost) {
    Duration asked = lost.retryAfter();
    return asked != null && asked.isPositive();
  }

  private Duration pause(
      RenewableCredential renewable, Lost lost, Kind kind, int failures, ClockReading now) {
    Duration untilCritical = renewable.timeToDeadline(now);
    Duration wanted =
        switch (kind) {
          case TRANSIENT -> rules.retryDelay(failures, untilCritical);
          case REJECTED, GRANT_DEAD -> suspension(lost);
          case AMBIGUOUS ->
              Durations.max(
                  untilCritical.minus(renewable.timeout().multipliedBy(2)),
                  rules.retryDelay(failures, untilCritical));
        };
    Duration asked = lost.retryAfter();
    if (asked == null || asked.compareTo(wanted) <= 0) {
      return wanted;
    }
    if (asked.compareTo(untilCritical) > 0) {
      LOG.warn(
          "{}: the issuer asks to wait {} s, past the time at which the token in hand is too old",
          renewable.name(),
          asked.toSeconds());
    }
    return asked;
  }

  /// Without a request nobody was asked: the pause is known, and must not begin anew.
  private Duration suspension(Lost lost) {
    Duration known = lost.retryAfter();
    return lost.failure().status() == 0 && known != null ? known : rules.suspension();
  }

  /// Whether somebody changed a secret while the old one was being refused.
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
    boolean news = before == null || before.reason() != failure.reason();
    if (news) {
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
