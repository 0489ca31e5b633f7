package why401.diagnosis.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Variable;
import why401.response.code.CodeMeaning;

/// Every value of the table is yielded by an observer: a value that none yields would be dead
/// weight in every row.
class ObservedValuesTest {
  private static final Path OBSERVERS = Path.of("src/main/java/why401/diagnosis/observation");

  /// Their names are made of causes and meanings.
  private static final Set<String> MADE = Set.of("prose", "stated");

  @Test
  void everyValue_hasAnObserver() throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.list(OBSERVERS)) {
      sources = files.map(ObservedValuesTest::read).toList();
    }
    List<String> dead = new ArrayList<>();
    for (Variable variable : Table.shipped().variables()) {
      for (Variable.Option value : variable.values()) {
        if (!MADE.contains(variable.name())
            && sources.stream()
                .noneMatch(
                    source ->
                        source.contains('"' + variable.name() + '"')
                            && source.contains('"' + value.name() + '"'))) {
          dead.add(variable.name() + "=" + value.name());
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void everyMeaningOfACode_isAValue() {
    Variable stated = Table.shipped().variable("stated");
    Set<String> meanings =
        Stream.of(CodeMeaning.values()).map(CodeMeaning::label).collect(Collectors.toSet());
    assertThat(stated.values())
        .extracting(Variable.Option::name)
        .filteredOn(name -> !name.equals("none"))
        .allMatch(meanings::contains);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
