package why401.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.response.statement.Strength;

/// Reads every recorded answer: the explicit ones must be read rightly, the ambiguous ones must
/// stay open.
class CorpusTest {

  private static final ResponseInterpreter READER = new ResponseInterpreter();
  private static final Path COMMITTED = CorpusLine.FOLDER.resolve("reading.md");

  static Stream<CorpusLine> everyLine() {
    return Stream.of(
            "responses.jsonl", "own.jsonl", "blind.jsonl", "documented.jsonl", "late.jsonl")
        .flatMap(file -> CorpusLine.of(file).stream());
  }

  static Stream<CorpusLine> ambiguousLines() {
    return everyLine().filter(line -> !line.discriminating() || line.cause().equals("ambiguous"));
  }

  static Stream<CorpusLine> explicitLines() {
    return everyLine().filter(CorpusLine::discriminating);
  }

  @ParameterizedTest
  @MethodSource("ambiguousLines")
  void ambiguousAnswer_namesNoCause(CorpusLine line) {
    assertThat(named(line)).isEmpty();
  }

  /// What the answer names, save that nothing came: of a request that is not known that is never
  /// certain (`PassiveDiagnosis`), and many say it of a scheme that they do not read.
  private static Optional<String> named(CorpusLine line) {
    return READER
        .interpret(line.response(), line.context())
        .named()
        .map(indication -> indication.hint().label())
        .filter(cause -> !cause.equals(Hint.CREDENTIALS_MISSING.label()));
  }

  @ParameterizedTest
  @MethodSource("explicitLines")
  void explicitAnswer_namesNoWrongCause(CorpusLine line) {
    assertThat(named(line).orElse(line.cause())).isEqualTo(line.cause());
  }

  @ParameterizedTest
  @MethodSource("explicitLines")
  void knowingThatACredentialWasSent_namesNoOtherCause(CorpusLine line) {
    Optional<Hint> before =
        READER.interpret(line.response(), line.context()).named().map(Indication::hint);
    Optional<Hint> after =
        READER.interpret(line.response(), line.whenSent("bearer")).named().map(Indication::hint);
    Set<Optional<Hint>> fine = new HashSet<>();
    fine.add(before.filter(hint -> hint != Hint.CREDENTIALS_MISSING));
    if (before.isEmpty()) {
      fine.add(Optional.of(Hint.TOKEN_SIGNATURE_INVALID));
    } else if (before.get() == Hint.TOKEN_MALFORMED) {
      // A server that reads another scheme finds a bearer token malformed.
      fine.add(Optional.empty());
    }
    assertThat(fine).contains(after);
  }

  @ParameterizedTest
  @MethodSource("everyLine")
  void onlyRefusalsClaim_saveForRateLimits(CorpusLine line) {
    Interpretation interpretation = READER.interpret(line.response(), line.context());
    assertThat(
            interpretation.refusal()
                || interpretation.claims().stream()
                    .allMatch(
                        indication ->
                            indication.strength() == Strength.SUGGESTED
                                || indication.hint() == Hint.RATE_LIMITED))
        .isTrue();
  }

  /// `blind.jsonl` was written before its products were known to the reader, and no rule was made
  /// for one of its lines. `documented.jsonl` was written from public documents, in parts that were
  /// each read once before general rules were made from their misses (`RATIONALE.md` has those
  /// figures).
  @ParameterizedTest
  @CsvSource({
    "responses.jsonl, 97",
    "own.jsonl, 97",
    "blind.jsonl, 90",
    "documented.jsonl, 93",
    "late.jsonl, 75"
  })
  void explicitAnswers_areReadRightly(String file, double percent) {
    List<CorpusLine> explicit =
        CorpusLine.of(file).stream().filter(CorpusLine::discriminating).toList();
    long right =
        explicit.stream()
            .filter(
                line -> top(READER.interpret(line.response(), line.context())).equals(line.cause()))
            .count();
    assertThat(100.0 * right / explicit.size())
        .as("percent right in " + file)
        .isGreaterThanOrEqualTo(percent);
  }

  /// Shows each change of judgement as a difference; `-Dupdate` writes the file anew.
  @Test
  void readings_areThoseCommitted() throws IOException {
    String report = report();
    if (System.getProperty("update") != null) {
      Files.writeString(COMMITTED, report);
    }
    assertThat(report).isEqualTo(Files.readString(COMMITTED));
  }

  private static String report() {
    String rows = everyLine().map(CorpusTest::row).collect(Collectors.joining());
    return """
    # What the reader says to every recorded answer

    Written by `CorpusTest`; `mvn test -Dtest=CorpusTest -Dupdate` renews it. `!` names the cause, `?` suggests it, `-` leaves the answer open.
    `X` marks an explicit answer whose first claim is not its cause.

    | id | status | cause | explicit | claims | |
    | --- | --- | --- | --- | --- | --- |
    """
        + rows;
  }

  private static String row(CorpusLine line) {
    Interpretation interpretation = READER.interpret(line.response(), line.context());
    String claims =
        interpretation.claims().stream()
            .map(
                indication ->
                    indication.hint().label()
                        + (indication.strength() == Strength.NAMED ? "!" : "?"))
            .collect(Collectors.joining(" "));
    boolean wrong = line.discriminating() && !top(interpretation).equals(line.cause());
    return "| %s | %d | %s | %s | %s | %s |%n"
        .formatted(
            line.id(),
            line.response().status(),
            line.cause(),
            line.discriminating() ? "yes" : "no",
            claims.isEmpty() ? "-" : claims,
            wrong ? "X" : "");
  }

  private static String top(Interpretation interpretation) {
    return interpretation.top().map(indication -> indication.hint().label()).orElse("-");
  }
}
