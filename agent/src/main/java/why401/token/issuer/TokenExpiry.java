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
/// @param stated what the response said of it
public record TokenExpiry(
    Duration lifetime, ExpirySource source, boolean disagreed, Stated stated) {
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  /// One about which the response said nothing odd.
  public TokenExpiry(Duration lifetime, ExpirySource source, boolean disagreed) {
    this(lifetime, source, disagreed, Stated.USABLE);
  }

  /// The same, as the response stated it.
  public TokenExpiry as(Stated how) {
    return new TokenExpiry(lifetime, source, disagreed, how);
  }

  /// What a response says of the life of its token in `expires_in`.
  public enum Stated {
    /// A number of seconds that can be used, or it is not asked for.
    USABLE("a number of seconds"),
    /// Nothing.
    ABSENT("no expires_in"),
    /// Zero.
    ZERO("an expires_in of 0"),
    /// Less than zero.
    NEGATIVE("a negative expires_in"),
    /// More than ten years.
    ENDLESS("an expires_in of more than ten years"),
    /// No number.
    UNREADABLE("an expires_in that is no number");

    private final String words;

    Stated(String words) {
      this.words = words;
    }

    /// In a sentence.
    public String words() {
      return words;
    }

    /// What `value` is.
    public static Stated of(@Nullable Object value) {
      if (value == null) {
        return ABSENT;
      }
      BigDecimal seconds = number(value);
      if (seconds == null) {
        return UNREADABLE;
      }
      if (seconds.signum() <= 0) {
        return seconds.signum() == 0 ? ZERO : NEGATIVE;
      }
      return seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0 ? ENDLESS : USABLE;
    }
  }

  private static @Nullable BigDecimal number(@Nullable Object value) {
    if (!(value instanceof Number) && !(value instanceof String)) {
      return null;
    }
    String text = value.toString().strip();
    try {
      return text.length() > 30 ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

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
    BigDecimal seconds = number(value);
    return seconds == null || Stated.of(value) != Stated.USABLE
        ? null
        : Duration.ofMillis((long) (seconds.doubleValue() * 1000));
  }
}
