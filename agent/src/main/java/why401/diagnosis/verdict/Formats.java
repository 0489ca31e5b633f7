package why401.diagnosis.verdict;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Puts values into words for a person.
public final class Formats {
  private static final int LIMIT = 300;

  private Formats() {}

  /// Origin and path, without query: queries carry secrets.
  public static String place(URI url) {
    return origin(url) + (url.getRawPath() == null ? "" : url.getRawPath());
  }

  public static String origin(URI url) {
    return url.getScheme() + "://" + (url.getHost() == null ? "?" : authority(url));
  }

  private static String authority(URI url) {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  /// `42 s`, `7 min`, `3 h`, `5 days`.
  public static String span(Duration duration) {
    long seconds = (duration.abs().toMillis() + 500) / 1000;
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return (seconds + 30) / 60 + " min";
    }
    return seconds < 48 * 3600
        ? (seconds + 1800) / 3600 + " h"
        : (seconds + 43_200) / 86_400 + " days";
  }

  /// To the second: nobody reads more.
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public static String list(List<String> items) {
    return items.isEmpty() ? "none" : "'" + String.join("', '", items) + "'";
  }

  /// A name out of a token or answer, kept short.
  public static String name(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > LIMIT ? line.substring(0, LIMIT) + "…" : line;
  }
}
