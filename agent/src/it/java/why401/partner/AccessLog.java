package why401.partner;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The access log of a server, where each line is `STATUS "USER-AGENT" "X-FORWARDED-FOR" METHOD
/// PATH`: what the agent asked, told from what fixtures ask and from what a proxy hands on.
public record AccessLog(Path file) {
  private static final Pattern BY_AGENT =
      Pattern.compile("(?m)(?:^|\\s)(\\d{3}) \"(?:why401|okhttp)[^\"]*\" \"-?\" [A-Z]+ /.*$");

  /// Where the log ends now.
  public long end() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many requests of the agent it has from `start` on.
  public int byAgent(long start) {
    return (int) BY_AGENT.matcher(from(start)).results().count();
  }

  /// What the agent asked from `start` on, as `STATUS METHOD PATH`, without the look that it takes
  /// at an issuer's metadata each minute.
  public List<String> asked(long start) {
    return BY_AGENT
        .matcher(from(start))
        .results()
        .map(line -> line.group(1) + line.group().substring(line.group().lastIndexOf('"') + 1))
        .filter(line -> !line.endsWith("/.well-known/openid-configuration"))
        .toList();
  }

  /// How many of them were answered with `status`.
  public int byAgent(long start, int status) {
    return (int)
        BY_AGENT
            .matcher(from(start))
            .results()
            .filter(line -> line.group(1).equals(Integer.toString(status)))
            .count();
  }

  private String from(long start) {
    if (!Files.exists(file)) {
      return "";
    }
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] rest = new byte[(int) Math.max(0, in.length() - start)];
      in.seek(Math.min(start, in.length()));
      in.readFully(rest);
      return new String(rest, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
