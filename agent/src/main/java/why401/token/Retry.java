package why401.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a credential stands between two attempts.
///
/// @param failures in a row
/// @param made monotonic instant at which this began
/// @param notBefore monotonic instant before which there is no attempt
/// @param state why it waits
/// @param fault the last one since the last success
/// @param fingerprint of the secrets that were refused
record Retry(
    int failures,
    long made,
    long notBefore,
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

  /// Not yet tried, first due at `due`.
  static Retry first(long now, long due) {
    return new Retry(0, now, due, State.FRESH, null, "");
  }

  /// After a success, no earlier than `pause` from now.
  static Retry afterSuccess(long now, Duration pause) {
    return new Retry(0, now, now + pause.toNanos(), State.RENEWED, null, "");
  }

  boolean allows(long nanos) {
    return nanos - notBefore >= 0;
  }

  /// Whether the back-off may be cut short, as far as the credential itself is concerned.
  boolean impatient(long nanos) {
    return state == State.BACKING_OFF && nanos - made >= BETWEEN_ATTEMPTS.toNanos();
  }

  boolean suspended() {
    return state == State.SUSPENDED;
  }

  /// The same, due at once: the secret has changed.
  Retry dueAt(long nanos) {
    return new Retry(failures, made, nanos, state, fault, fingerprint);
  }
}
