package why401.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a comment or a document refers to is in the repository.
class CitationTest {
  private static final Path SOURCES = Path.of("src");
  private static final Path DOCS = Path.of("src/main/docs");
  private static final Pattern CITED =
      Pattern.compile("///?.*?\\b([\\w-]+\\.md)(?:, (\\d[.\\d]*))?");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+[A-Z]\\w*[a-z])`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([\\w-]*))?\\)");

  @Test
  void everyDocumentThatACommentCites_exists_withItsSection() throws IOException {
    Set<String> known = names(".md");
    for (Path file : files(".java")) {
      for (MatchResult cited : CITED.matcher(Files.readString(file)).results().toList()) {
        assertThat(known).as(file.toString()).contains(cited.group(1));
        if (cited.group(2) != null) {
          String number = cited.group(2).replaceFirst("\\.$", "");
          assertThat(Files.readString(DOCS.resolve(cited.group(1))))
              .as("%s: %s", file, cited.group())
              .containsPattern("(?m)^#+ " + Pattern.quote(number) + "\\.? ");
        }
      }
    }
  }

  @Test
  void everyClassThatADocumentNames_exists() throws IOException {
    Set<String> known = names(".java");
    for (Path document :
        List.of(
            DOCS.resolve("architecture.md"), DOCS.resolve("renewal.md"), Path.of("README.md"))) {
      assertThat(CLASS.matcher(Files.readString(document)).results().map(m -> m.group(1)))
          .as(document.toString())
          .allSatisfy(name -> assertThat(known).contains(name + ".java"));
    }
  }

  @Test
  void everyLinkOfADocument_leadsSomewhere() throws IOException {
    try (Stream<Path> documents = Files.list(DOCS)) {
      for (Path file : documents.filter(path -> path.toString().endsWith(".md")).toList()) {
        for (MatchResult link : LINK.matcher(Files.readString(file)).results().toList()) {
          Path target = link.group(1).isEmpty() ? file : DOCS.resolve(link.group(1));
          assertThat(target).as(file + ": " + link.group()).exists();
          if (link.group(2) != null) {
            assertThat(anchors(target)).as(file + ": " + link.group()).contains(link.group(2));
          }
        }
      }
    }
  }

  private static Set<String> anchors(Path file) throws IOException {
    return Files.readString(file)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(java.util.Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(String suffix) throws IOException {
    return Stream.concat(
            files(suffix).stream(), Stream.of("README.md", "RATIONALE.md").map(Path::of))
        .map(path -> path.getFileName().toString())
        .collect(Collectors.toSet());
  }

  private static List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(path -> path.toString().endsWith(suffix)).toList();
    }
  }
}
