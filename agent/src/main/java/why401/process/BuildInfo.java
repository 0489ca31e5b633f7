package why401.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// What runs here.
///
/// @param version of why401
/// @param revision abbreviated commit that it was built from
/// @param java version of the Java runtime
public record BuildInfo(String version, String revision, String java) {
  private static final BuildInfo CURRENT = read();

  /// This one.
  public static BuildInfo current() {
    return CURRENT;
  }

  private static BuildInfo read() {
    Properties build = new Properties();
    try (InputStream file = BuildInfo.class.getResourceAsStream("/why401/build.properties")) {
      if (file != null) {
        build.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        build.getProperty("git.build.version", "unknown"),
        build.getProperty("git.commit.id.abbrev", "unknown"),
        Runtime.version().toString());
  }

  /// As labels of `why401_build_info`.
  public Map<String, String> labels() {
    return new TreeMap<>(Map.of("version", version, "revision", revision, "java", java));
  }

  /// One line for people.
  @Override
  public String toString() {
    return "why401 %s (revision %s, Java %s)".formatted(version, revision, java);
  }
}
