package why401.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import why401.cause.Confidence;

/// Whether a verdict is as often right as it says, over the committed results of simulation, matrix
/// and cases.
class CalibrationTest {
  private static final Path FOLDER = Path.of("src/test/resources");
  private static final Path COMMITTED = FOLDER.resolve("diagnosis/calibration.md");
  private static final Pattern TRUTH = Pattern.compile("\\(([a-z]+(?:_[a-z]+)+)\\)$");
  private static final Map<Confidence, Double> BARS =
      Map.of(Confidence.CERTAIN, 1.0, Confidence.LIKELY, 0.8, Confidence.POSSIBLE, 0.45);

  /// Verdicts, and how many of them are right.
  record Share(int all, int right) {
    static final Share NONE = new Share(0, 0);

    Share plus(Share other) {
      return new Share(all + other.all, right + other.right);
    }

    double value() {
      return all == 0 ? 1 : (double) right / all;
    }

    @Override
    public String toString() {
      return all == 0
          ? "–"
          : String.format(Locale.ROOT, "%d of %d (%.0f %%)", right, all, 100 * value());
    }
  }

  /// Where verdicts come from.
  enum Suite {
    SIMULATION,
    MATRIX,
    MATRIX_TRUTH,
    CASES;

    Map<Confidence, Share> shares() throws IOException {
      return switch (this) {
        case SIMULATION -> simulation();
        case MATRIX -> matrix(false);
        case MATRIX_TRUTH -> matrix(true);
        case CASES -> cases();
      };
    }
  }

  @Test
  void shares_areThoseCommitted() throws IOException {
    String report = report();
    if (System.getProperty("update") != null) {
      Files.writeString(COMMITTED, report);
    }
    assertThat(report).as("renew with -Dupdate").isEqualTo(Files.readString(COMMITTED));
  }

  @ParameterizedTest
  @EnumSource(value = Suite.class, mode = EnumSource.Mode.EXCLUDE, names = "MATRIX_TRUTH")
  void verdicts_areAsOftenRightAsTheySay(Suite suite) throws IOException {
    suite
        .shares()
        .forEach(
            (confidence, share) ->
                assertThat(share.value())
                    .as("%s, %s: %s", suite, confidence.label(), share)
                    .isGreaterThanOrEqualTo(BARS.get(confidence)));
  }

  @Test
  void everySuite_hasItsVerdicts() throws IOException {
    for (Suite suite : Suite.values()) {
      int all = suite.shares().values().stream().mapToInt(Share::all).sum();
      assertThat(all).as("%s", suite).isGreaterThan(25);
    }
  }

  private static String report() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # Calibration: how often a verdict is right that is told as such

            Made by `CalibrationTest` (renew with `-Dupdate`, after `simulation.md`, `diagnosis-matrix.md` and `cases.md`). Right is a verdict that a careful person would accept who sees what the agent sees; of the matrix it is also counted how often it was the truth, where that looks like something commoner. Verdicts of `unknown` are left out. Each suite has to hold the bar.

            | told as | bar | simulation | matrix | cases | matrix and cases | matrix, the truth |
            |---|---|---|---|---|---|---|
            """);
    for (Confidence confidence : Confidence.values()) {
      Share matrix = of(Suite.MATRIX, confidence);
      Share cases = of(Suite.CASES, confidence);
      text.append(
          "| %s | %.0f %% | %s | %s | %s | %s | %s |%n"
              .formatted(
                  confidence.label(),
                  100 * BARS.get(confidence),
                  of(Suite.SIMULATION, confidence),
                  matrix,
                  cases,
                  matrix.plus(cases),
                  of(Suite.MATRIX_TRUTH, confidence)));
    }
    return text.toString();
  }

  private static Share of(Suite suite, Confidence confidence) throws IOException {
    return suite.shares().getOrDefault(confidence, Share.NONE);
  }

  private static Map<Confidence, Share> simulation() throws IOException {
    Map<Confidence, Share> shares = new EnumMap<>(Confidence.class);
    rows("diagnosis/simulation.md", "## Confidence")
        .forEach(
            row ->
                confidence(row.get(0))
                    .ifPresent(
                        told ->
                            shares.put(
                                told,
                                new Share(
                                    Integer.parseInt(row.get(1)), Integer.parseInt(row.get(2))))));
    return shares;
  }

  /// @param truth whether what is wrong counts, not what a careful person would say
  private static Map<Confidence, Share> matrix(boolean truth) throws IOException {
    Map<String, String> truths = new HashMap<>();
    rows("diagnosis-matrix.md", "## Truth")
        .forEach(
            row -> {
              Matcher real = TRUTH.matcher(row.get(1));
              if (truth && real.find()) {
                truths.put(row.get(0), real.group(1));
              }
            });
    Map<Confidence, Share> shares = new EnumMap<>(Confidence.class);
    rows("diagnosis-matrix.md", "## Faults")
        .forEach(
            row -> {
              String expected = row.get(2).split(" ")[0];
              String wanted = truths.getOrDefault(row.get(0), expected);
              count(shares, row.get(3), List.of(wanted.split("/"))::contains);
            });
    return shares;
  }

  private static Map<Confidence, Share> cases() throws IOException {
    Map<Confidence, Share> shares = new EnumMap<>(Confidence.class);
    rows("diagnosis/cases.md", "| case |")
        .forEach(
            row -> {
              boolean right = List.of("right", "weak", "oversure").contains(row.get(6));
              count(shares, row.get(4) + " " + row.get(5), _ -> right);
            });
    return shares;
  }

  /// @param told cause and confidence, and maybe a mark
  private static void count(
      Map<Confidence, Share> shares, String told, java.util.function.Predicate<String> right) {
    String[] words = told.split(" ");
    confidence(words[1])
        .filter(_ -> !words[0].equals("unknown"))
        .ifPresent(
            confidence ->
                shares.merge(confidence, new Share(1, right.test(words[0]) ? 1 : 0), Share::plus));
  }

  private static Optional<Confidence> confidence(String label) {
    return Stream.of(Confidence.values()).filter(one -> one.label().equals(label)).findFirst();
  }

  /// The cells of the rows between the line that begins with `from` and the next heading.
  private static Stream<List<String>> rows(String file, String from) throws IOException {
    return Files.readAllLines(FOLDER.resolve(file)).stream()
        .dropWhile(line -> !line.startsWith(from))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| ") && !line.startsWith("| scenario |"))
        .map(line -> List.of(line.substring(2).split(" \\| | \\|$", -1)));
  }
}
