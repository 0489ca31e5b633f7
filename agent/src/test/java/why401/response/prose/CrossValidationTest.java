package why401.response.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import why401.response.CorpusLine;
import why401.response.prose.ProseTrainer.Example;

/// How right the model of prose is on products that it was not trained on.
class CrossValidationTest {

  private static final Path TABLE = CorpusLine.FOLDER.resolve("cross-validation.md");
  private static final Path CONFUSION =
      Path.of("src/main/resources/why401/diagnosis/prose-confusion.conf");

  /// Shows each change as a difference; `-Dupdate` writes both files.
  @Test
  void figures_areThoseCommitted() throws IOException {
    List<Example> examples =
        CorpusLine.TRAINING.stream()
            .flatMap(file -> CorpusLine.of(file).stream())
            .map(Example::of)
            .toList();
    List<Fold> grouped = Fold.all(examples, line -> line.product().toLowerCase(Locale.ROOT));
    Confusion confusion = confusion(grouped);
    compare(TABLE, table(examples, grouped, confusion));
    compare(CONFUSION, confusion.file());
  }

  private static void compare(Path committed, String now) throws IOException {
    if (System.getProperty("update") != null) {
      Files.writeString(committed, now);
    }
    assertThat(now).isEqualTo(Files.readString(committed));
  }

  /// Only where a code leaves something to say: prose beside it is not asked otherwise.
  private static Confusion confusion(List<Fold> folds) {
    return new Confusion(
        folds.stream()
            .flatMap(
                fold ->
                    fold.unseen().stream()
                        .filter(example -> !Prediction.decided(example))
                        .map(example -> Prediction.byCodeAndProse(example, fold.model())))
            .toList());
  }

  private static Figures figures(
      List<Fold> folds, BiFunction<Example, ProseModel, Prediction> reader) {
    return new Figures(folds.stream().flatMap(fold -> fold.predictions(reader).stream()).toList());
  }

  private static String table(List<Example> examples, List<Fold> grouped, Confusion confusion) {
    Figures prose = figures(grouped, Prediction::byProse);
    Figures both = figures(grouped, Prediction::byCodeAndProse);
    Figures bag = figures(Fold.all(examples, CorpusLine::id), Prediction::byCodeAndProse);
    Figures words =
        new Figures(examples.stream().map(one -> Prediction.byWords(one.line())).toList());
    List<Example> heldOut = CorpusLine.of("heldout.jsonl").stream().map(Example::of).toList();
    Fold held = new Fold(ProseTrainer.model(examples), heldOut);
    Figures heldBoth = new Figures(held.predictions(Prediction::byCodeAndProse));
    Figures heldWords =
        new Figures(heldOut.stream().map(one -> Prediction.byWords(one.line())).toList());
    return """
    # How right prose and codes are

    Written by `CrossValidationTest`; `-Dupdate` renews it. Ten folds. Explicit are the answers that no other cause of their product gives; all figures are percentages of them.
    The vocabulary was written while its authors looked at the first five files, so its figure there says little; `heldout.jsonl` was written from memory before either reader had seen it, and is never trained on.

    | reader and answers | explicit | right, however sure | right and low or high | high | of high right | ambiguous read as high |
    | --- | --- | --- | --- | --- | --- | --- |
    """
        + prose.summary("prose, products unseen")
        + both.summary("codes and prose, products unseen")
        + bag.summary("codes and prose, answers unseen")
        + words.summary("vocabulary, on what it was written for")
        + new Figures(held.predictions(Prediction::byProse)).summary("prose, held out")
        + heldBoth.summary("codes and prose, held out")
        + heldWords.summary("vocabulary, held out")
        + "\n## By cause: codes and prose, products unseen\n\n"
        + "| cause | explicit | recall | precision | precision of high |\n"
        + "| --- | --- | --- | --- | --- |\n"
        + both.causes()
        + "\nPrecision counts ambiguous answers as wrong.\n\n"
        + calibration("Calibration: prose, products unseen", prose)
        + calibration("Calibration: codes and prose, held out", heldBoth)
        + "## How often each value is read\n\n| value | share |\n| --- | --- |\n"
        + confusion.rates();
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
