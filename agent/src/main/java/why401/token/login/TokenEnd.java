package why401.token.login;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// When a token of a login ends, as APIs state it: seconds from now, seconds or milliseconds since
/// 1970, or a time of ISO 8601.
final class TokenEnd {
  private static final long EPOCH_SECONDS = 1_000_000_000L;
  private static final long EPOCH_MILLIS = 1_000_000_000_000L;
  private static final int LONGEST_TEXT = 40;

  private TokenEnd() {}

  /// The life from `sent` on, or null if `text` states none that is positive.
  static @Nullable Duration life(String text, Instant sent) {
    Duration life = text.length() > LONGEST_TEXT ? null : read(text, sent);
    return life == null || !life.isPositive() ? null : life;
  }

  private static @Nullable Duration read(String text, Instant sent) {
    try {
      long number = new BigDecimal(text).longValue();
      if (number >= EPOCH_MILLIS) {
        return Duration.between(sent, Instant.ofEpochMilli(number));
      }
      return number >= EPOCH_SECONDS
          ? Duration.between(sent, Instant.ofEpochSecond(number))
          : Duration.ofSeconds(number);
    } catch (NumberFormatException e) {
      return time(text, sent);
    }
  }

  private static @Nullable Duration time(String text, Instant sent) {
    try {
      return Duration.between(sent, OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
