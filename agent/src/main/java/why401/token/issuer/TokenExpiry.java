package why401.token.issuer;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.token.Token.ExpirySource;

/// When a token ends: the earliest of all that is known (renewal.md, 1).
///
/// @param lifetime from the instant just before the request was written
/// @param disagreed whether two sources differ by more than ten seconds
public record TokenExpiry(Duration lifetime, ExpirySource source, boolean disagreed) {
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  /// The earliest of the stated expiries.
  ///
  /// @param sent the instant just before the request was written
  /// @param expiresIn the value in the response, if usable
  /// @param expiresAt the `exp` claim, by our clock
  /// @param assumed the assumed lifetime of a token without a stated expiry
  public static TokenExpiry of(
      Instant sent, @Nullable Duration expiresIn, @Nullable Instant expiresAt, Duration assumed) {
    Duration claimed = expiresAt == null ? null : Duration.between(sent, expiresAt);
    if (claimed == null) {
      return expiresIn == null
          ? new TokenExpiry(assumed, ExpirySource.ASSUMED, false)
          : new TokenExpiry(expiresIn, ExpirySource.EXPIRES_IN, false);
    }
    if (expiresIn == null) {
      return new TokenExpiry(claimed, ExpirySource.EXP, false);
    }
    boolean disagreed = expiresIn.minus(claimed).abs().compareTo(TOLERANCE) > 0;
    return claimed.compareTo(expiresIn) < 0
        ? new TokenExpiry(claimed, ExpirySource.EXP, disagreed)
        : new TokenExpiry(expiresIn, ExpirySource.EXPIRES_IN, disagreed);
  }

  /// Reads `expires_in` as servers really send it: a number, a numeric string, a fraction. Zero,
  /// negative values, more than ten years and everything else are ignored.
  static @Nullable public Duration lenient(@Nullable Object value) {
    if (!(value instanceof Number) && !(value instanceof String)) {
      return null;
    }
    String text = value.toString().strip();
    if (text.length() > 30) {
      return null;
    }
    try {
      double seconds = new BigDecimal(text).doubleValue();
      if (!(seconds > 0) || seconds > LONGEST.toSeconds()) {
        return null;
      }
      return Duration.ofMillis((long) (seconds * 1000));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
