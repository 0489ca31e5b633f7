package why401.response.prose;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import why401.response.prose.ProseReading.Band;

/// Figures of predictions, as rows of a table.
record Figures(List<Prediction> predictions) {

  private static final int TENTHS = 10;

  private static boolean explicit(Prediction one) {
    return one.line().discriminating();
  }

  private static boolean open(Prediction one) {
    return one.line().cause().equals("ambiguous");
  }

  private long count(Predicate<Prediction> which) {
    return predictions.stream().filter(which).count();
  }

  /// Of what one condition holds, the share in percent for which another one does.
  private String share(Predicate<Prediction> of, Predicate<Prediction> which) {
    long all = count(of);
    return all == 0 ? "-" : String.format(Locale.ROOT, "%.1f", 100.0 * count(of.and(which)) / all);
  }

  String summary(String name) {
    Predicate<Prediction> explicit = Figures::explicit;
    Predicate<Prediction> high = one -> one.band() == Band.HIGH;
    Predicate<Prediction> read = one -> one.band() != Band.NONE;
    Predicate<Prediction> right = Prediction::right;
    return "| %s | %d | %s | %s | %s | %s | %s |\n"
        .formatted(
            name,
            count(explicit),
            share(explicit, right),
            share(explicit, read.and(right)),
            share(explicit, high),
            share(explicit.and(high), right),
            share(Figures::open, high));
  }

  String causes() {
    Set<String> causes = new TreeSet<>();
    predictions.stream().filter(Figures::explicit).forEach(one -> causes.add(one.line().cause()));
    return causes.stream().map(this::cause).collect(Collectors.joining());
  }

  private String cause(String cause) {
    Predicate<Prediction> is = one -> explicit(one) && one.line().cause().equals(cause);
    Predicate<Prediction> said =
        one ->
            one.band() != Band.NONE
                && one.top().filter(top -> top.label().equals(cause)).isPresent();
    Predicate<Prediction> sure = said.and(one -> one.band() == Band.HIGH);
    return "| %s | %d | %s | %s | %s |\n"
        .formatted(
            cause,
            count(is),
            share(is, said),
            share(said, Prediction::right),
            share(sure, Prediction::right));
  }

  /// How often a probability is right, of all lines; an ambiguous one is never right.
  String calibration() {
    return IntStream.range(0, TENTHS).mapToObj(this::tenth).collect(Collectors.joining());
  }

  private String tenth(int tenth) {
    Predicate<Prediction> in =
        one -> Math.min(TENTHS - 1, (int) (one.probability() * TENTHS)) == tenth;
    double mean =
        predictions.stream().filter(in).mapToDouble(Prediction::probability).average().orElse(0);
    return String.format(
        Locale.ROOT,
        "| 0.%d | %d | %.2f | %s |\n",
        tenth,
        count(in),
        mean,
        share(in, Prediction::right));
  }
}
