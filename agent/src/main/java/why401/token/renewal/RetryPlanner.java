package why401.token.renewal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.time.ClockReading;
import why401.time.Durations;
import why401.token.RenewalFailure;
import why401.token.issuer.RequiredSecrets;
import why401.token.issuer.TokenResult.Failed;
import why401.token.issuer.TokenResult.Kind;

/// When to try again after a failed attempt (renewal.md, 4).
final class RetryPlanner {
  private static final Logger LOG = LoggerFactory.getLogger(RetryPlanner.class);
  private static final Duration QUICK = Duration.ofMillis(500);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /// A little less than the second between two looks at all credentials.
  private static final Duration EACH_TICK = Duration.ofMillis(750);

  /// A secret that is not older than this may not have reached every server of the issuer.
  private static final Duration NEW_SECRET = Duration.ofMinutes(10);

  /// The pauses while it may not.
  private static final Duration[] SPREADING = {
    Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60)
  };

  /// So often the end of a token is waited for at a steady pace.
  private static final int STEADY = 20;

  private final RenewalPolicy policy;

  RetryPlanner(RenewalPolicy policy) {
    this.policy = policy;
  }

  /// The state after `failed`.
  ///
  /// @param fingerprint of the secrets that the attempt used
  RetryState after(
      RenewableCredential renewable, Failed failed, String fingerprint, ClockReading now) {
    int failures = renewable.retry().failures() + 1;
    Kind kind = effective(renewable, failed);
    RetryState.State state = state(kind, failed);
    Duration pause = pause(renewable, failed, kind, failures, now);
    if (state == RetryState.State.SUSPENDED) {
      if (changed(renewable, fingerprint)) {
        pause = QUICK;
      } else if (spreading(renewable, failed, fingerprint, now)) {
        int tried = renewable.retry().spreading();
        pause = SPREADING[tried];
        return new RetryState(
            failures, now, pause, state, failed.failure(), fingerprint, tried + 1);
      }
    }
    return new RetryState(failures, now, pause, state, failed.failure(), fingerprint, 0);
  }

  /// After the issuer returned the token that is in hand: nearer and nearer to its end, then every
  /// second for a while.
  Duration untilAnother(TokenGeneration held, int times, ClockReading now) {
    Duration left = held.times().lifetime().minus(held.age(now));
    if (left.compareTo(SECOND.multipliedBy(2)) > 0) {
      return left.dividedBy(2);
    }
    return times <= STEADY ? EACH_TICK : policy.retryDelay(times - STEADY, Duration.ZERO);
  }

  /// A lost response matters for refresh tokens only.
  private static Kind effective(RenewableCredential renewable, Failed failed) {
    boolean rotating = renewable.credential() instanceof Credential.RefreshToken;
    return failed.kind() == Kind.AMBIGUOUS && !rotating ? Kind.TRANSIENT : failed.kind();
  }

  private static RetryState.State state(Kind kind, Failed failed) {
    Duration asked = failed.retryAfter();
    return switch (kind) {
      case REJECTED, GRANT_DEAD -> RetryState.State.SUSPENDED;
      case AMBIGUOUS, TOO_EARLY -> RetryState.State.MUST_WAIT;
      case TRANSIENT ->
          asked != null && asked.isPositive()
              ? RetryState.State.MUST_WAIT
              : RetryState.State.BACKING_OFF;
    };
  }

  private Duration pause(
      RenewableCredential renewable, Failed failed, Kind kind, int failures, ClockReading now) {
    Duration untilCritical = renewable.timeToDeadline(now);
    Duration wanted =
        switch (kind) {
          case TRANSIENT -> policy.retryDelay(failures, untilCritical);
          case REJECTED, GRANT_DEAD -> suspension(failed);
          case TOO_EARLY -> early(renewable, failures, now);
          // The token in hand is used up first: what may be spent is sent again when nothing is
          // left to lose.
          case AMBIGUOUS -> {
            TokenGeneration newest = renewable.tokens().newest();
            Duration left = newest == null ? Duration.ZERO : newest.untilUsedUp(now);
            yield Durations.max(left, policy.retryDelay(failures, untilCritical));
          }
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

  /// At the end of the token in hand, or as after any failure without one.
  private Duration early(RenewableCredential renewable, int failures, ClockReading now) {
    TokenGeneration newest = renewable.tokens().newest();
    if (newest == null) {
      return policy.retryDelay(failures, Duration.ZERO);
    }
    Duration untilCritical = newest.untilCritical(now);
    return untilCritical.isPositive() ? untilCritical : untilAnother(newest, failures, now);
  }

  /// Without a request, the pause is already known and must not start over.
  private Duration suspension(Failed failed) {
    Duration known = failed.retryAfter();
    return failed.failure().status() == 0 && known != null ? known : policy.suspension();
  }

  /// Whether a client secret is refused that was put in place minutes ago: it may still be on its
  /// way to some of the issuer's servers. Passwords of accounts keep the pace of their protection.
  private static boolean spreading(
      RenewableCredential renewable, Failed failed, String fingerprint, ClockReading now) {
    if (renewable.retry().spreading() >= SPREADING.length
        || failed.failure().reason() != RenewalFailure.Reason.REJECTED
        || failed.kind() == Kind.GRANT_DEAD) {
      return false;
    }
    Instant since = clientSecretSince(renewable, fingerprint);
    return since != null
        && !since.isAfter(now.wall())
        && Duration.between(since, now.wall()).compareTo(NEW_SECRET) < 0;
  }

  private static @Nullable Instant clientSecretSince(
      RenewableCredential renewable, String fingerprint) {
    return switch (renewable.credential()) {
      case Credential.Password _,
          Credential.Login _,
          Credential.Negotiate _,
          Credential.AwsWebIdentity _ ->
          null;
      case Credential.OAuth oauth ->
          oauth.client().authentication() instanceof ClientAuthentication.WithSecret shared
              ? later(renewable.secretHistory().since(fingerprint), shared.secret().changedAt())
              : null;
    };
  }

  private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    return a == null || (b != null && b.isAfter(a)) ? b : a;
  }

  /// Whether a secret was changed while the old one was being refused.
  static boolean changed(RenewableCredential renewable, String fingerprint) {
    String now = RequiredSecrets.fingerprint(renewable.credential());
    return !now.isEmpty() && !now.equals(fingerprint);
  }
}
