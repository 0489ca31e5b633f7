package why401.soak;

import java.time.Duration;
import java.util.List;

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
    NOT_BEFORE,
    /// Nothing, of a token that nobody can read.
    UNTOLD,
    /// The whole life, of a token that is issued again and again until it is nearly over.
    SAME,
    /// A number, of a token that the resource accepts some seconds later only.
    LATE
  }

  /// What the agent takes the life of a token for of which nobody tells the end.
  static final Duration ASSUMED = Duration.ofMinutes(10);

  private static final List<String> NO_LIVES = List.of("0", "-1", "1e12");

  /// What an answer says of the life that says nothing of it.
  String nonsense() {
    return NO_LIVES.get(Math.floorMod(name.hashCode(), NO_LIVES.size()));
  }

  /// The life that counts for the agent.
  Duration trueLife() {
    return quirk == Quirk.CLAIM_EARLIER
        ? Duration.ofSeconds(lifetime.toSeconds() * 3 / 4)
        : lifetime;
  }
}
