package why401.response.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import why401.cause.Cause;

/// How often each value of the variable `prose` is read under each cause, smoothed towards how
/// often it is read at all.
final class Confusion {

  private static final String NONE = "none";

  /// How many lines the overall rate counts for.
  private static final double WEIGHT = 8;

  /// Left for values that no model has.
  private static final double REST = 0.002;

  /// How often a product that was not measured speaks of anything, whatever is true, by how sure
  /// the reading is. The corpora have their causes from the words more often than from the server,
  /// so they cannot tell it; an unsure reading of a few dozen answers is mostly chance.
  private static final Map<String, Double> MISSPOKEN =
      Map.of("high", 0.05, "mid", 0.15, "low", 0.4);

  private static final double NEVER = 0.5;
  private static final Pattern VALUE = Pattern.compile("([\\w-]+) \\{ base = [0-9.]+,");

  private final List<Prediction> predictions;
  private final Set<String> values;
  private final Function<Prediction, String> reader;
  private final Map<String, Double> overall;
  private final Map<String, Double> rights;

  /// @param values all that there are
  Confusion(List<Prediction> predictions, Set<String> values) {
    this(predictions, values, Prediction::value);
  }

  /// @param reader which value a prediction gives
  Confusion(List<Prediction> predictions, Set<String> values, Function<Prediction, String> reader) {
    this.predictions = predictions;
    this.values = values;
    this.reader = reader;
    this.overall = overall();
    this.rights = rights();
  }

  private Map<String, Double> overall() {
    Map<String, Double> counts = new TreeMap<>();
    values.forEach(value -> counts.put(value, NEVER));
    counts.putIfAbsent(NONE, NEVER);
    predictions.forEach(prediction -> counts.merge(reader.apply(prediction), 1.0, Double::sum));
    double sum = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    counts.replaceAll((value, count) -> count / sum);
    return counts;
  }

  /// The probability of each value under a cause.
  Map<String, Double> row(String cause) {
    Map<String, Long> counts =
        predictions.stream()
            .filter(prediction -> holds(cause, prediction))
            .collect(Collectors.groupingBy(reader, Collectors.counting()));
    long lines = counts.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Double> row = new LinkedHashMap<>();
    expected(cause)
        .forEach(
            (value, rate) ->
                row.put(
                    value,
                    misspoken(
                        value,
                        (counts.getOrDefault(value, 0L) + WEIGHT * rate) / (lines + WEIGHT))));
    double sum = sum(row);
    row.replaceAll((_, rate) -> (1 - REST) * rate / sum);
    return row;
  }

  private double misspoken(String value, double measured) {
    double share = MISSPOKEN.getOrDefault(value.replaceFirst(".*-", ""), 0.15);
    return (1 - share) * measured + share * overall.getOrDefault(value, 0.0);
  }

  /// What is read under a cause of which nothing was measured: its own values as often as all
  /// causes are read rightly, the others by how often they are read at all.
  private Map<String, Double> expected(String cause) {
    Map<String, Double> own = new TreeMap<>();
    rights.forEach(
        (suffix, rate) -> {
          if (overall.containsKey(cause + suffix)) {
            own.put(cause + suffix, rate);
          }
        });
    double rest = 1 - sum(own);
    Map<String, Double> others = new TreeMap<>(overall);
    others.keySet().removeAll(own.keySet());
    double all = sum(others);
    others.replaceAll((value, rate) -> rate / all * rest);
    others.putAll(own);
    return others;
  }

  private static double sum(Map<String, Double> rates) {
    return rates.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /// How often a cause is read rightly, by how surely.
  private Map<String, Double> rights() {
    List<Prediction> known =
        predictions.stream().filter(one -> Cause.of(one.line().cause()).isPresent()).toList();
    Map<String, Double> rights = new TreeMap<>();
    known.stream()
        .filter(Prediction::right)
        .filter(one -> !reader.apply(one).equals(NONE))
        .map(one -> reader.apply(one).substring(one.line().cause().length()))
        .forEach(suffix -> rights.merge(suffix, 1.0 / known.size(), Double::sum));
    return rights;
  }

  /// The file of likelihoods.
  String file() {
    Function<String, String> line =
        cause -> "  %s { %s } # %d lines\n".formatted(cause, values(row(cause)), lines(cause));
    return """
    # What the model of prose says, by what is true: measured on products that it had not seen.
    # cause -> value of the variable `prose` -> probability; by CrossValidationIT, -Dupdate renews it.
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

  /// The values of a row to five digits; what rounding leaves over is that of `none`.
  private static String values(Map<String, Double> row) {
    Map<String, Double> rounded = new TreeMap<>(row);
    rounded.replaceAll((_, probability) -> floor(probability));
    rounded.remove(NONE);
    rounded.put(NONE, 1 - sum(rounded));
    return rounded.entrySet().stream()
        .map(one -> entry(one.getKey(), one.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String based(String name, double base) {
    return String.format(Locale.ROOT, "%s { base = %.4f,", name, base);
  }

  private static String entry(String name, double probability) {
    return String.format(Locale.ROOT, "%s = %.5f", name, probability);
  }

  private static double floor(double probability) {
    return Math.max(0.00001, Math.floor(probability * 100_000) / 100_000);
  }

  private long lines(String cause) {
    return predictions.stream().filter(one -> holds(cause, one)).count();
  }

  /// A server that a credential does not reach says what it says when none was sent.
  private static boolean holds(String cause, Prediction prediction) {
    String truth = prediction.line().cause();
    return truth.equals(cause)
        || (cause.equals(Cause.CREDENTIALS_STRIPPED.label())
            && truth.equals(Cause.CREDENTIALS_MISSING.label()));
  }

  /// The file of variables with the base rates of `prose` as they were measured.
  String withBaseRates(String file) {
    int start = file.indexOf("\n  prose {");
    int end = file.indexOf("\n  }", start);
    Matcher found = VALUE.matcher(file.substring(start, end));
    Map<String, Double> others = new TreeMap<>(overall);
    others.keySet().remove(NONE);
    others.replaceAll((_, rate) -> Math.max(1, Math.round(rate * 10_000)) / 10_000.0);
    double none = 1 - others.values().stream().mapToDouble(Double::doubleValue).sum();
    String block =
        found.replaceAll(
            value ->
                based(
                    value.group(1),
                    value.group(1).equals(NONE)
                        ? none
                        : Objects.requireNonNull(others.remove(value.group(1)), value.group(1))));
    assertThat(others).as("values without a sentence").isEmpty();
    return file.substring(0, start) + block + file.substring(end);
  }
}
