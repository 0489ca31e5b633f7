package why401.response.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import why401.response.CorpusLine;
import why401.response.prose.ProseReading.Band;
import why401.response.prose.ProseTrainer.Example;

/// How right the model of prose is on products that it was not trained on.
class CrossValidationIT {

  private static final Path TABLE = CorpusLine.FOLDER.resolve("cross-validation.md");
  private static final Path VARIABLES =
      Path.of("src/main/resources/why401/diagnosis/observations.conf");
  private static final Path CONFUSION =
      Path.of("src/main/resources/why401/diagnosis/prose-confusion.conf");

  private static final Map<String, Function<Prediction, String>> BANDS = new LinkedHashMap<>();

  static {
    BANDS.put("0.4, 0.75", Information.from(0.4, 0.75));
    BANDS.put("0.2, 0.45, 0.75", Information.from(0.2, 0.45, 0.75));
    BANDS.put("0.1, 0.3, 0.75 (chosen)", Information.from(0.1, 0.3, 0.75));
    BANDS.put("0.1, 0.3, 0.5, 0.75, 0.9", Information.from(0.1, 0.3, 0.5, 0.75, 0.9));
  }

  /// Shows each change as a difference; `-Dupdate` writes both files.
  @Test
  void figures_areThoseCommitted() throws IOException {
    List<Example> examples = Fold.examples();
    List<Fold> grouped = Fold.grouped();
    Confusion confusion = confusion(grouped);
    compare(TABLE, table(examples, grouped, confusion));
    compare(CONFUSION, confusion.file());
    compare(VARIABLES, confusion.withBaseRates(Files.readString(VARIABLES)));
  }

  private static void compare(Path committed, String now) throws IOException {
    if (System.getProperty("update") != null) {
      Files.writeString(committed, now);
    }
    assertThat(now).isEqualTo(Files.readString(committed));
  }

  private static Confusion confusion(List<Fold> folds) {
    List<Prediction> all = folds.stream().flatMap(fold -> undecided(fold).stream()).toList();
    Set<String> values = new TreeSet<>();
    for (Band band : Band.values()) {
      all.forEach(one -> one.top().ifPresent(cause -> values.add(band.value(cause))));
    }
    return new Confusion(all, values);
  }

  /// Only where a code leaves something to say: prose beside it is not asked otherwise.
  private static List<Prediction> undecided(Fold fold) {
    return fold.unseen().stream()
        .filter(example -> !Prediction.decided(example))
        .map(example -> Prediction.byCodeAndProse(example, fold.model()))
        .toList();
  }

  /// What bands leave known, by where they begin.
  private static String bands(List<Fold> grouped, Fold held) {
    List<List<Prediction>> parts = grouped.stream().map(CrossValidationIT::undecided).toList();
    List<Prediction> all = parts.stream().flatMap(List::stream).toList();
    StringBuilder rows = new StringBuilder();
    BANDS.forEach(
        (name, bands) ->
            rows.append(Information.across(parts, bands).row(name + ", products unseen"))
                .append(Information.of(undecided(held), all, bands).row(name + ", held out")));
    return rows.toString();
  }

  private static Figures figures(
      List<Fold> folds, BiFunction<Example, ProseModel, Prediction> reader) {
    return new Figures(folds.stream().flatMap(fold -> fold.predictions(reader).stream()).toList());
  }

  private static String table(List<Example> examples, List<Fold> grouped, Confusion confusion) {
    Figures prose = figures(grouped, Prediction::byProse);
    Figures both = figures(grouped, Prediction::byCodeAndProse);
    Figures bag = figures(Fold.all(examples, CorpusLine::id), Prediction::byCodeAndProse);
    List<Example> heldOut = CorpusLine.of("heldout.jsonl").stream().map(Example::of).toList();
    Fold held = new Fold(ProseTrainer.model(examples), heldOut);
    Figures heldBoth = new Figures(held.predictions(Prediction::byCodeAndProse));
    return """
    # How right prose and codes are

    Written by `CrossValidationIT`; `-Dupdate` renews it. Ten folds. Explicit are the answers that no other cause of their product gives; all figures are percentages of them.
    `heldout.jsonl` was written from memory before the reader had seen it, and is never trained on.

    | reader and answers | explicit | right, however sure | right and read | high | of high right | ambiguous read as high |
    | --- | --- | --- | --- | --- | --- | --- |
    """
        + prose.summary("prose, products unseen")
        + both.summary("codes and prose, products unseen")
        + bag.summary("codes and prose, answers unseen")
        + new Figures(held.predictions(Prediction::byProse)).summary("prose, held out")
        + heldBoth.summary("codes and prose, held out")
        + new Figures(both.predictions().stream().filter(CrossValidationIT::foreign).toList())
            .summary("codes and prose, products unseen, other scripts")
        + "\n## By cause: codes and prose, products unseen\n\n"
        + "| cause | explicit | recall | precision | precision of high |\n"
        + "| --- | --- | --- | --- | --- |\n"
        + both.causes()
        + "\nPrecision counts ambiguous answers as wrong.\n\n"
        + calibration("Calibration: prose, products unseen", prose)
        + calibration("Calibration: codes and prose, held out", heldBoth)
        + """
        ## What bands leave known

        Of explicit answers whose code does not decide, with all causes as likely beforehand: how often the likeliest is right, and the mean logarithm (base 2) of the probability of the right one.

        | bands from | explicit | right | bits |
        | --- | --- | --- | --- |
        """
        + bands(grouped, held);
  }

  /// Languages that are written with other letters than ASCII's.
  private static boolean foreign(Prediction prediction) {
    return prediction.line().parsed().statements().stream()
        .anyMatch(
            said -> said.text().codePoints().anyMatch(c -> c > 0xbf && Character.isLetter(c)));
  }

  private static String calibration(String title, Figures figures) {
    return """
    ## %s

    All answers; an ambiguous one counts as wrong whatever is read.

    | from | answers | mean probability | right |
    | --- | --- | --- | --- |
    %s
    """
        .formatted(title, figures.calibration());
  }
}
