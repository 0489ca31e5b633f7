package why401.http;

import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;

/// Reads the value of a date field. A recipient accepts all three formats of RFC 9110, section
/// 5.6.7.
public final class HttpDate {
  private static final String FIELD = "Date";
  private static final int LONGEST = 64;

  private HttpDate() {}

  /// The instant that `value` names; empty if it is not a date.
  public static Optional<Instant> parse(String value) {
    String text = value.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(new Headers.Builder().add(FIELD, text).build().getInstant(FIELD));
    } catch (IllegalArgumentException e) {
      // A control or non-ASCII character: no date either.
      return Optional.empty();
    }
  }
}
