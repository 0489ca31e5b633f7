package why401.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a credential stands between two attempts.
///
/// @param failures in a row
/// @param made when this began
/// @param pause without an attempt since then, by the clock that says more: a pause goes on while
///   the machine sleeps
/// @param state why it waits
/// @param fault the last one since the last success
/// @param fingerprint of the secrets that were refused
record Retry(
    int failures,
    Moment made,
    Duration pause,
    State state,
    @Nullable Fault fault,
    String fingerprint) {
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

  /// Why there is a pause.
  enum State {
    /// Nothing was tried yet.
    FRESH,
    /// It went well.
    RENEWED,
    /// By back-off.
    BACKING_OFF,
    /// The server asked for it, or the fate of a refresh token is not known: nothing shortens it.
    MUST_WAIT,
    /// Only a person or a changed secret can help.
    SUSPENDED
  }

  /// Not yet tried, first due after `pause`.
  static Retry first(Moment now, Duration pause) {
    return new Retry(0, now, pause, State.FRESH, null, "");
  }

  /// After a success, no earlier than `pause` from now.
  static Retry afterSuccess(Moment now, Duration pause) {
    return new Retry(0, now, pause, State.RENEWED, null, "");
  }

  boolean allows(Moment now) {
    return now.since(made).compareTo(pause) >= 0;
  }

  /// Whether the back-off may be cut short, as far as the credential itself is concerned.
  boolean impatient(Moment now) {
    return state == State.BACKING_OFF && now.since(made).compareTo(BETWEEN_ATTEMPTS) >= 0;
  }

  boolean suspended() {
    return state == State.SUSPENDED;
  }

  /// The same, due at once: the secret has changed.
  Retry dueNow() {
    return new Retry(failures, made, Duration.ZERO, state, fault, fingerprint);
  }
}
