package why401.token.renewal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import why401.time.ClockReading;
import why401.token.RenewalFailure;

/// The retry state of a credential between two attempts.
///
/// @param failures in a row
/// @param since when this state began
/// @param pause without an attempt since then, by the clock that advanced more: a pause continues
///   while the machine sleeps
/// @param state why it waits
/// @param failure the last failure since the last success
/// @param fingerprint of the secrets that were refused
/// @param spreading how often a secret was refused that may still be on its way
public record RetryState(
    int failures,
    ClockReading since,
    Duration pause,
    State state,
    @Nullable RenewalFailure failure,
    String fingerprint,
    int spreading) {
  private static final Duration BETWEEN_REQUESTED = Duration.ofSeconds(5);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

  /// Why there is a pause.
  enum State {
    /// Nothing was tried yet.
    FRESH,
    /// Renewed.
    RENEWED,
    /// By back-off.
    BACKING_OFF,
    /// The server asked for it, or the outcome for a refresh token is unknown: nothing shortens it.
    MUST_WAIT,
    /// Only a person or a changed secret can help.
    SUSPENDED
  }

  /// Not yet tried, first due after `pause`.
  static RetryState first(ClockReading now, Duration pause) {
    return new RetryState(0, now, pause, State.FRESH, null, "", 0);
  }

  /// After a success, no earlier than `pause` from now.
  static RetryState afterSuccess(ClockReading now, Duration pause) {
    return new RetryState(0, now, pause, State.RENEWED, null, "", 0);
  }

  public boolean allows(ClockReading now) {
    return now.since(since).compareTo(pause) >= 0;
  }

  /// Whether a person, or a change elsewhere, may end the pause: not where the server asked for it.
  boolean mayRetrySoon(ClockReading now) {
    return (state == State.BACKING_OFF || state == State.SUSPENDED)
        && !allows(now)
        && now.since(since).compareTo(BETWEEN_REQUESTED) >= 0;
  }

  /// Whether the back-off may be shortened, as far as the credential itself is concerned.
  boolean mayRetryEarly(ClockReading now) {
    return state == State.BACKING_OFF && now.since(since).compareTo(BETWEEN_ATTEMPTS) >= 0;
  }

  /// What is left of the pause.
  public Duration left(ClockReading now) {
    Duration left = pause.minus(now.since(since));
    return left.isNegative() ? Duration.ZERO : left;
  }

  public boolean suspended() {
    return state == State.SUSPENDED;
  }

  /// The same with another pause, which nothing shortens.
  RetryState pausing(Duration other) {
    return new RetryState(failures, since, other, State.MUST_WAIT, failure, fingerprint, spreading);
  }

  /// The same, due at once: the secret has changed.
  RetryState dueNow() {
    return new RetryState(failures, since, Duration.ZERO, state, failure, fingerprint, 0);
  }
}
