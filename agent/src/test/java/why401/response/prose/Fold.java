package why401.response.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import why401.response.CorpusLine;
import why401.response.prose.ProseTrainer.Example;

/// A part of the lines and a model that was trained without them.
record Fold(ProseModel model, List<Example> unseen) {

  private static final int FOLDS = 10;

  private static final class Lazy {
    private static final List<Example> EXAMPLES =
        CorpusLine.TRAINING.stream()
            .flatMap(file -> CorpusLine.of(file).stream())
            .map(Example::of)
            .toList();
    private static final List<Fold> GROUPED =
        all(EXAMPLES, line -> line.product().toLowerCase(Locale.ROOT));
  }

  /// All lines that a model is trained from.
  static List<Example> examples() {
    return Lazy.EXAMPLES;
  }

  /// Folds that divide no product.
  static List<Fold> grouped() {
    return Lazy.GROUPED;
  }

  /// All folds.
  ///
  /// @param group lines of one group are in one fold
  static List<Fold> all(List<Example> examples, Function<CorpusLine, String> group) {
    // One after the other: a parallel stream in a class initializer waits for itself.
    return IntStream.range(0, FOLDS).mapToObj(fold -> of(fold, examples, group)).toList();
  }

  private static Fold of(int fold, List<Example> examples, Function<CorpusLine, String> group) {
    List<Example> seen = new ArrayList<>();
    List<Example> unseen = new ArrayList<>();
    for (Example example : examples) {
      int hash = group.apply(example.line()).hashCode() * 31 >>> 8;
      (hash % FOLDS == fold ? unseen : seen).add(example);
    }
    return new Fold(ProseTrainer.model(seen), unseen);
  }

  List<Prediction> predictions(BiFunction<Example, ProseModel, Prediction> reader) {
    return unseen.stream().map(example -> reader.apply(example, model)).toList();
  }
}
