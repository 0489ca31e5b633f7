package why401.soak;

import java.time.Duration;

/// One client of a fake identity provider, and how its tokens are told about.
///
/// @param lifetime of its tokens
/// @param rotating whether it lives on a refresh token with reuse detection
record Client(String name, Duration lifetime, Quirk quirk, boolean rotating) {
  /// What the provider says of a token's life.
  enum Quirk {
    /// A number.
    PLAIN,
    /// A string.
    TEXT,
    /// Nothing but the `exp` claim.
    CLAIM_ONLY,
    /// Nonsense, and the `exp` claim.
    NONSENSE,
    /// A number, and an `exp` claim that comes a quarter of the life earlier.
    CLAIM_EARLIER,
    /// A number, and `refresh_in` at half of it.
    REFRESH_IN,
    /// A number, and `nbf` three seconds ahead.
    NOT_BEFORE
  }

  /// The life that counts.
  Duration trueLife() {
    return quirk == Quirk.CLAIM_EARLIER
        ? Duration.ofSeconds(lifetime.toSeconds() * 3 / 4)
        : lifetime;
  }
}
