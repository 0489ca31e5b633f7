package why401.response.prose;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import why401.cause.Cause;

/// How much a way of putting readings into bands leaves known about the cause, if all causes are as
/// likely beforehand: explicit answers only, with rates measured on other ones.
final class Information {

  private static final double LOG_2 = Math.log(2);

  private final Function<Prediction, String> bands;
  private int lines;
  private int right;
  private double bits;

  private Information(Function<Prediction, String> bands) {
    this.bands = bands;
  }

  /// Each part is judged by the rates of all others.
  static Information across(List<List<Prediction>> parts, Function<Prediction, String> bands) {
    Information information = new Information(bands);
    for (List<Prediction> part : parts) {
      information.add(
          part, parts.stream().filter(other -> !other.equals(part)).flatMap(List::stream).toList());
    }
    return information;
  }

  /// One part is judged by the rates of another.
  static Information of(
      List<Prediction> judged, List<Prediction> measured, Function<Prediction, String> bands) {
    Information information = new Information(bands);
    information.add(judged, measured);
    return information;
  }

  /// Bands that begin at the given probabilities.
  static Function<Prediction, String> from(double... starts) {
    return prediction -> {
      long band = Arrays.stream(starts).filter(start -> prediction.probability() >= start).count();
      return prediction
          .top()
          .filter(_ -> band > 0)
          .map(cause -> cause.label() + "-" + band)
          .orElse("none");
    };
  }

  private void add(List<Prediction> judged, List<Prediction> measured) {
    Confusion confusion = new Confusion(measured, Set.of(), bands);
    Map<String, Map<String, Double>> rows = new TreeMap<>();
    measured.stream()
        .map(one -> one.line().cause())
        .filter(cause -> Cause.of(cause).isPresent())
        .distinct()
        .forEach(cause -> rows.put(cause, confusion.row(cause)));
    judged.stream()
        .filter(one -> one.line().discriminating() && rows.containsKey(one.line().cause()))
        .forEach(one -> add(one, rows));
  }

  private void add(Prediction one, Map<String, Map<String, Double>> rows) {
    String value = bands.apply(one);
    double truth = rows.get(one.line().cause()).getOrDefault(value, 0.0005);
    double[] all =
        rows.values().stream().mapToDouble(row -> row.getOrDefault(value, 0.0005)).toArray();
    lines++;
    bits += Math.log(truth / Arrays.stream(all).sum()) / LOG_2;
    right += IntStream.range(0, all.length).allMatch(i -> truth >= all[i]) ? 1 : 0;
  }

  /// As a row of a table.
  String row(String name) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f | %.2f |\n",
        name,
        lines,
        100.0 * right / lines,
        bits / lines);
  }
}
