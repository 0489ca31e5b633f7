package why401.cli.curl;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A file of cookies, in Netscape's format or as `Set-Cookie` headers, as `-b FILE` reads it.
final class CookieFile {
  private final List<String> lines;
  private final Instant now;

  private CookieFile(List<String> lines, Instant now) {
    this.lines = lines;
    this.now = now;
  }

  /// Reads `file`.
  ///
  /// @throws IllegalArgumentException if it cannot be read
  static CookieFile read(String file, Instant now) {
    try {
      return new CookieFile(CurlBody.read("-b", file).lines().toList(), now);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "-b: a file of cookies that cannot be read (expected: name=value, or a file)", e);
    }
  }

  /// The cookies for `url` as a header has them; empty if there are none.
  String header(URI url) {
    return lines.stream()
        .map(line -> cookie(line, url))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }

  private Optional<String> cookie(String line, URI url) {
    if (line.regionMatches(true, 0, "Set-Cookie:", 0, 11)) {
      return Optional.of(line.substring(11).replaceFirst(";.*", "").strip());
    }
    String[] fields = line.replaceFirst("^#HttpOnly_", "").split("\t", 7);
    boolean cookie = fields.length == 7 && !fields[0].startsWith("#") && sentTo(fields, url);
    return cookie ? Optional.of(fields[5] + "=" + fields[6]) : Optional.empty();
  }

  /// Domain, whether its subdomains count, path, whether TLS only, end.
  private boolean sentTo(String[] fields, URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    String domain = fields[0].replaceFirst("^\\.", "").toLowerCase(Locale.ROOT);
    boolean below = fields[1].equalsIgnoreCase("TRUE") && host.endsWith("." + domain);
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String start = fields[2].endsWith("/") ? fields[2] : fields[2] + "/";
    boolean inside = path.equals(fields[2]) || path.startsWith(start);
    boolean secure = !fields[3].equalsIgnoreCase("TRUE") || url.getScheme().equals("https");
    return (host.equals(domain) || below) && inside && secure && !ended(fields[4]);
  }

  private boolean ended(String end) {
    try {
      long seconds = Long.parseLong(end.strip());
      return seconds > 0 && Instant.ofEpochSecond(seconds).isBefore(now);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
