package why401.response.prose;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import why401.cause.Cause;

/// How often each value of the variable `prose` is read under each cause, smoothed towards how
/// often it is read at all.
final class Confusion {

  /// How many lines the overall rate counts for.
  private static final double WEIGHT = 8;

  /// Left for values that no model has.
  private static final double REST = 0.002;

  private static final double NEVER = 0.5;

  private final List<Prediction> predictions;
  private final Map<String, Double> overall;

  Confusion(List<Prediction> predictions) {
    this.predictions = predictions;
    this.overall = overall();
  }

  private Map<String, Double> overall() {
    Map<String, Double> counts = new TreeMap<>();
    predictions.stream()
        .flatMap(prediction -> prediction.top().stream())
        .forEach(
            cause -> {
              counts.putIfAbsent(cause.label() + "-high", NEVER);
              counts.putIfAbsent(cause.label() + "-low", NEVER);
            });
    counts.put("none", NEVER);
    predictions.forEach(prediction -> counts.merge(prediction.value(), 1.0, Double::sum));
    double sum = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    counts.replaceAll((value, count) -> count / sum);
    return counts;
  }

  private Map<String, Double> row(String cause) {
    Map<String, Long> counts =
        predictions.stream()
            .filter(prediction -> prediction.line().cause().equals(cause))
            .collect(Collectors.groupingBy(Prediction::value, Collectors.counting()));
    long lines = counts.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Double> row = new LinkedHashMap<>();
    overall.forEach(
        (value, rate) ->
            row.put(
                value,
                (1 - REST) * (counts.getOrDefault(value, 0L) + WEIGHT * rate) / (lines + WEIGHT)));
    return row;
  }

  /// The file of likelihoods.
  String file() {
    Function<String, String> line =
        cause ->
            "  %s { %s } # %d lines\n"
                .formatted(
                    cause,
                    row(cause).entrySet().stream()
                        .map(
                            one ->
                                String.format(
                                    Locale.ROOT, "%s = %.5f", one.getKey(), floor(one.getValue())))
                        .collect(Collectors.joining(", ")),
                    lines(cause));
    return """
    # What the model of prose says, by what is true: measured on products that it had not seen.
    # cause -> value of the variable `prose` -> probability; by CrossValidationTest, -Dupdate renews it.
    # A cause without lines has the rates of all.
    by-cause {
    %s}
    """
        .formatted(
            Stream.concat(
                    Arrays.stream(Cause.values())
                        .filter(cause -> cause != Cause.UNKNOWN)
                        .map(Cause::label),
                    Stream.of("request_blocked"))
                .distinct()
                .map(line)
                .collect(Collectors.joining()));
  }

  private static double floor(double probability) {
    return Math.max(0.00001, Math.floor(probability * 100_000) / 100_000);
  }

  private long lines(String cause) {
    return predictions.stream().filter(one -> one.line().cause().equals(cause)).count();
  }

  /// How often each value is read at all.
  String rates() {
    return overall.entrySet().stream()
        .map(one -> String.format(Locale.ROOT, "| %s | %.4f |\n", one.getKey(), one.getValue()))
        .collect(Collectors.joining());
  }
}
