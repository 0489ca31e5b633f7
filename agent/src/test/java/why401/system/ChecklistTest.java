package why401.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.alerting.Shipped;

/// The checklist of shipping in RATIONALE.md: no box is missing, and whatever ticks one is there.
final class ChecklistTest {
  private static final Path RATIONALE = Path.of("RATIONALE.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\| .+ \\| (.+) \\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+_\\w+)`");
  private static final Pattern CASE = Pattern.compile("`([\\w-]+\\.yml)`: (.+)");
  private static final Pattern REASON = Pattern.compile("reason: (.+)");

  private static Stream<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(RATIONALE)).results();
  }

  @Test
  void everyBox_hasItsRow() throws IOException {
    List<String> boxes =
        Stream.of(box("M", 14), box("R", 9), box("D", 4), box("H", 11), box("W", 2))
            .flatMap(group -> group)
            .toList();
    assertThat(rows().map(row -> row.group(1))).containsExactlyElementsOf(boxes);
  }

  private static Stream<String> box(String group, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(number -> group + number);
  }

  static List<String> ticks() throws IOException {
    return rows().flatMap(row -> Stream.of(row.group(2).split("; "))).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("ticks")
  void whatTicksABox_isThere(String tick) throws IOException {
    var test = TEST.matcher(tick);
    var rule = CASE.matcher(tick);
    var reason = REASON.matcher(tick);
    if (test.matches()) {
      assertThat(source(test.group(1))).contains("void " + test.group(2) + "(");
    } else if (rule.matches()) {
      Path file = Shipped.ROOT.resolve("config/prometheus/tests").resolve(rule.group(1));
      assertThat(Files.readString(file)).contains("- name: " + rule.group(2));
    } else {
      assertThat(reason.matches()).as(tick).isTrue();
      assertThat(Files.readString(RATIONALE)).contains("**" + reason.group(1));
    }
  }

  private static String source(String test) throws IOException {
    try (var files = Files.walk(TESTS)) {
      Path file =
          files
              .filter(one -> one.endsWith(test + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(test + " (expected: a test class)"));
      return Files.readString(file);
    }
  }
}
