package why401.diagnosis.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Variable;

/// For each mechanism that can become certain: which rival is hardest to exclude, and what does it.
class CertaintyTest {
  private static final Path COMMITTED = Path.of("src/test/resources/diagnosis/certain.md");
  private static final Table TABLE = Table.shipped();

  private record Exclusion(Mechanism rival, String what, double often) {}

  @Test
  void whatExcludesTheNearestRival_isCommitted() throws IOException {
    String report = report();
    if (System.getProperty("update") != null) {
      Files.writeString(COMMITTED, report);
    }
    assertThat(report).as("renew with -Dupdate").isEqualTo(Files.readString(COMMITTED));
  }

  @Test
  void whatTheTableDoesNotKnow_isNeverCertain() {
    assertThat(report()).doesNotContain("| unlisted |");
  }

  private static String report() {
    return """
    # What excludes the nearest rival

    Made by `CertaintyTest` (renew with `-Dupdate`). A mechanism can become `certain` if every mechanism of every other cause can be excluded by something that is seen under it. The row names the rival that is hardest to exclude for its most common kind of credential, the observation that does it, and how often that is seen under the mechanism when it is looked for.

    | mechanism | kind | nearest rival | excluded by | seen in |
    |---|---|---|---|---|
    """
        + TABLE.mechanisms().stream()
            .filter(one -> one.cause() != Cause.UNKNOWN)
            .sorted(Comparator.comparing(Mechanism::id))
            .flatMap(CertaintyTest::row)
            .collect(Collectors.joining());
  }

  private static Stream<String> row(Mechanism one) {
    Subject subject = commonest(one);
    List<Optional<Exclusion>> hardest =
        TABLE.mechanisms().stream()
            .filter(rival -> rivals(one, rival, subject))
            .map(rival -> easiest(one, rival))
            .toList();
    if (hardest.stream().anyMatch(Optional::isEmpty)) {
      return Stream.empty();
    }
    return hardest.stream()
        .map(Optional::orElseThrow)
        .min(Comparator.comparingDouble(Exclusion::often))
        .map(
            each ->
                "| %s | %s | %s | %s | %.0f %% |%n"
                    .formatted(
                        one.id(),
                        subject.kind().label(),
                        each.rival().id(),
                        each.what(),
                        100 * each.often()))
        .stream();
  }

  private static Subject commonest(Mechanism one) {
    return Arrays.stream(CredentialKind.values())
        .flatMap(
            kind ->
                Arrays.stream(Situation.values()).map(situation -> new Subject(kind, situation)))
        .max(Comparator.comparingDouble(at -> one.prior().weight(at.kind(), at.situation())))
        .orElseThrow();
  }

  private static boolean rivals(Mechanism one, Mechanism rival, Subject subject) {
    return rival.cause() != one.cause()
        && !rival.predictions().isEmpty()
        && rival.prior().weight(subject.kind(), subject.situation()) > 0;
  }

  /// The observation that excludes `rival` and is seen most often under `one`, if it is not rare.
  private static Optional<Exclusion> easiest(Mechanism one, Mechanism rival) {
    return TABLE.variables().stream()
        .filter(variable -> !variable.traits().ending())
        .filter(variable -> TABLE.mentions(rival, variable))
        .filter(variable -> !(rival.prior().varies() && variable.traits().reply()))
        .flatMap(
            variable -> variable.values().stream().flatMap(v -> value(one, rival, variable, v)))
        .max(Comparator.comparingDouble(Exclusion::often));
  }

  private static Stream<Exclusion> value(
      Mechanism one, Mechanism rival, Variable variable, Variable.Option value) {
    Set<String> only = Set.of(value.name());
    double often = TABLE.likelihood(one, variable, only);
    boolean excludes =
        value.excludes()
            && TABLE.likelihood(rival, variable, only) <= Posterior.EXCLUDED
            && often >= Posterior.RARE;
    return excludes
        ? Stream.of(new Exclusion(rival, variable.name() + " = " + value.name(), often))
        : Stream.empty();
  }
}
