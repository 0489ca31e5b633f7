package why401.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Words that an engineer would not write in a comment or document, each with what to write
/// instead. The texts of the diagnosis are checked by its own tests.
class PlainEnglishTest {
  private static final Map<String, String> INSTEAD =
      Map.of(
          "nobody", "no one in particular: name the party, or use the passive",
          "somebody", "name the party, or use the passive",
          "anew", "again",
          "mend(s|ed|ing)?", "fix, repair",
          "for ever", "forever",
          "is over", "has ended, has expired",
          "of its own accord", "by itself",
          "keeper", "token source");

  private static final Path MAIN = Path.of("src/main/java/why401");

  @Test
  void comments_areInPlainEnglish() throws IOException {
    assertThat(wrong(MAIN, file -> !file.startsWith(MAIN.resolve("diagnosis")), "^\\s*///?.*"))
        .isEmpty();
  }

  @Test
  void documents_areInPlainEnglish() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String place :
        List.of("src/main/docs", "src/main/resources/why401/server/runbooks", "README.md")) {
      wrong.addAll(wrong(Path.of(place), file -> file.toString().endsWith(".md"), ".*"));
    }
    for (String name : List.of("RATIONALE.md", "../README.md", "../CONTRIBUTING.md")) {
      wrong.addAll(wrong(Path.of(name), _ -> true, ".*"));
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> wrong(Path root, Predicate<Path> wanted, String line)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).filter(wanted).toList()) {
        for (String text : Files.readAllLines(file)) {
          INSTEAD.forEach(
              (word, better) -> {
                if (text.matches(line)
                    && Pattern.compile("\\b" + word + "\\b", Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .find()) {
                  wrong.add(file + ": \"" + text.strip() + "\" (better: " + better + ")");
                }
              });
        }
      }
    }
    return wrong;
  }
}
