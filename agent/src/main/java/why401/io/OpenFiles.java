package why401.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How many files and sockets this process may have open, as Linux says; elsewhere as many as it
/// wants.
///
/// @param most the limit (`ulimit -n`)
/// @param now those that are open
public record OpenFiles(long most, long now) {
  private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d+)");
  private static final OpenFiles UNLIMITED = new OpenFiles(Long.MAX_VALUE, 0);

  /// Those of this process.
  public static OpenFiles read() {
    try (InputStream limits = Files.newInputStream(Path.of("/proc/self/limits"));
        Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      String text = new String(limits.readAllBytes(), StandardCharsets.US_ASCII);
      Matcher limit = LIMIT.matcher(text);
      return limit.find() ? new OpenFiles(Long.parseLong(limit.group(1)), open.count()) : UNLIMITED;
    } catch (IOException e) {
      return UNLIMITED;
    }
  }

  /// How many requests may be under way, at most `wanted`: half of what is left, since each may
  /// leave a connection behind that is kept for the next, and the rest is for callers, files and
  /// renewals.
  public int requests(int wanted) {
    return Math.clamp((most - now) / 2, 1, wanted);
  }

  /// How many callers may be connected, at most `wanted`: a quarter of all.
  public int callers(int wanted) {
    return Math.clamp(most / 4, 16, wanted);
  }
}
