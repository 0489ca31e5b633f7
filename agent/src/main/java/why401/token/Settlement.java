package why401.token;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.token.Answer.Kind;
import why401.token.Answer.Lost;

/// Draws the consequences of an attempt: a success becomes the newest generation, a failure takes
/// nothing away and says when to try again (RENEWAL.md, 5.4).
final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private static final Duration FLOOR = Duration.ofSeconds(1);
  private static final Duration QUICK = Duration.ofMillis(500);

  private final RenewalRules rules;
  private final Duration probeTimeout;
  private final TokenListener listener;

  Settlement(RenewalRules rules, Duration probeTimeout, TokenListener listener) {
    this.rules = rules;
    this.probeTimeout = probeTimeout;
    this.listener = listener;
  }

  /// @param fingerprint of the secrets that the attempt used
  Renewal settle(Flight flight, Answer answer, String fingerprint, Moment now) {
    return switch (answer) {
      case Answer.Bought bought when !bought.expiry().lifetime().isPositive() ->
          failed(flight, over(bought, now), fingerprint, now);
      case Answer.Bought bought -> {
        if (!fingerprint.isEmpty()) {
          flight.slot().trail().accepted(fingerprint, now.wall());
        }
        yield renewed(flight, bought, now);
      }
      case Lost lost ->
          failed(
              flight,
              lost.with(remembered(flight.slot(), lost, fingerprint, now)),
              fingerprint,
              now);
    };
  }

  /// The fault, with the past of the secret that was refused, where that is a secret which stays
  /// the same until somebody changes it.
  private static Fault remembered(Slot slot, Lost lost, String fingerprint, Moment now) {
    boolean lasting =
        switch (slot.credential()) {
          case Credential.ClientCredentials _, Credential.Password _, Credential.FormLogin _ ->
              true;
          case Credential.RefreshToken _, Credential.JwtBearer _, Credential.TokenExchange _ ->
              false;
        };
    boolean refused = lost.fault().reason() == Fault.Reason.REJECTED;
    // A secret that was changed meanwhile may have been sent or not.
    return lasting && refused && !fingerprint.isEmpty() && !changed(slot, fingerprint)
        ? lost.fault().withPast(slot.trail().refused(fingerprint, now.wall()))
        : lost.fault();
  }

  private static Lost over(Answer.Bought bought, Moment now) {
    String what =
        "expiry: %s before the request was made (expected: a token with a life)"
            .formatted(bought.expiry().lifetime().abs());
    return new Lost(Fault.of(now.wall(), Fault.Reason.INVALID_RESPONSE, what), Kind.TRANSIENT);
  }

  private Renewal renewed(Flight flight, Answer.Bought bought, Moment now) {
    Slot slot = flight.slot();
    String name = slot.name();
    long number = slot.nextGeneration();
    Times times =
        rules.times(
            new RenewalRules.Life(
                bought.expiry().lifetime(),
                bought.refreshIn(),
                slot.gate().offsets().median(),
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
    Generation next = new Generation(token, times, bought.sent(), usableFrom(bought, times));
    slot.hold(next, flight.forced());
    if (slot.retry().fault() != null) {
      LOG.info("{}: renewed again, good until {}", name, token.expiresAt());
    }
    slot.retry(Retry.afterSuccess(now, FLOOR));
    if (bought.expiry().disagreed()) {
      listener.expiryDisagreed(name);
    }
    listener.renewed(
        slot.credential().issuerLabel(),
        token,
        Duration.ofNanos(now.nanos() - flight.start().nanos()));
    return new Renewal.Renewed(name, token);
  }

  /// The issuer's clock may be ahead of what its own `Date` tells by a second: only a start that is
  /// clearly in the future counts.
  private static Duration usableFrom(Answer.Bought bought, Times times) {
    Instant notBefore = bought.notBefore();
    if (notBefore == null) {
      return Duration.ZERO;
    }
    Duration wait = Duration.between(bought.sent().wall(), notBefore);
    boolean future = wait.compareTo(Duration.ofMillis(1500)) > 0;
    return future && wait.compareTo(times.critical()) < 0 ? wait : Duration.ZERO;
  }

  private Renewal failed(Flight flight, Lost lost, String fingerprint, Moment now) {
    Slot slot = flight.slot();
    Retry before = slot.retry();
    int failures = before.failures() + 1;
    Kind kind = effective(slot, lost);
    Retry.State state = state(kind, lost);
    boolean suspended = state == Retry.State.SUSPENDED;
    Duration pause =
        suspended && changed(slot, fingerprint) ? QUICK : pause(slot, lost, kind, failures, now);
    slot.retry(new Retry(failures, now, pause, state, lost.fault(), fingerprint));
    report(slot, before.fault(), lost.fault(), suspended, pause);
    listener.renewalFailed(
        slot.name(),
        slot.credential().issuerLabel(),
        lost.fault(),
        Duration.ofNanos(now.nanos() - flight.start().nanos()));
    return new Renewal.Failed(slot.name(), lost.fault());
  }

  /// Only a refresh token makes it matter that an answer was lost.
  private static Kind effective(Slot slot, Lost lost) {
    boolean rotating = slot.credential() instanceof Credential.RefreshToken;
    if (lost.kind() == Kind.AMBIGUOUS && !rotating) {
      return Kind.TRANSIENT;
    }
    return lost.kind();
  }

  private static Retry.State state(Kind kind, Lost lost) {
    return switch (kind) {
      case REJECTED, GRANT_DEAD -> Retry.State.SUSPENDED;
      case AMBIGUOUS -> Retry.State.MUST_WAIT;
      case TRANSIENT -> asksToWait(lost) ? Retry.State.MUST_WAIT : Retry.State.BACKING_OFF;
    };
  }

  private static boolean asksToWait(Lost lost) {
    Duration asked = lost.retryAfter();
    return asked != null && asked.isPositive();
  }

  private Duration pause(Slot slot, Lost lost, Kind kind, int failures, Moment now) {
    Duration untilCritical = slot.slack(now);
    Duration wanted =
        switch (kind) {
          case TRANSIENT -> rules.retryDelay(failures, untilCritical);
          case REJECTED, GRANT_DEAD -> suspension(lost);
          case AMBIGUOUS ->
              RenewalPolicy.max(
                  untilCritical.minus(slot.timeout().multipliedBy(2)),
                  rules.retryDelay(failures, untilCritical));
        };
    Duration asked = lost.retryAfter();
    if (asked == null || asked.compareTo(wanted) <= 0) {
      return wanted;
    }
    if (asked.compareTo(untilCritical) > 0) {
      LOG.warn(
          "{}: the issuer asks to wait {} s, past the time at which the token in hand is too old",
          slot.name(),
          asked.toSeconds());
    }
    return asked;
  }

  /// Without a request nobody was asked: the pause is known, and must not begin anew.
  private Duration suspension(Lost lost) {
    Duration known = lost.retryAfter();
    return lost.fault().status() == 0 && known != null ? known : rules.suspension();
  }

  /// Whether somebody changed a secret while the old one was being refused.
  private static boolean changed(Slot slot, String fingerprint) {
    String now = SecretsOf.fingerprint(slot.credential());
    return !now.isEmpty() && !now.equals(fingerprint);
  }

  private static void report(
      Slot slot, @Nullable Fault before, Fault fault, boolean suspended, Duration pause) {
    boolean news = before == null || before.reason() != fault.reason();
    if (news) {
      LOG.warn(
          "{}: renewal failed ({}{}): {}; {}",
          slot.name(),
          fault.reason().label(),
          fault.error() == null ? "" : " " + fault.error(),
          fault.description(),
          suspended ? "waits for a changed secret" : "next attempt in " + pause.toMillis() + " ms");
    }
  }
}
