package why401.diagnosis.table;

import java.util.List;
import java.util.Map;

/// Reads and checks one row of likelihoods: known values, a sum of at most 1, of exactly 1 if all
/// values are named.
///
/// @param values those of the variable
record Likelihoods(List<String> values) {
  private static final double TOLERANCE = 1e-6;

  Map<String, Double> read(Node row) {
    row.keys().forEach(value -> row.known(value, values, "value"));
    Map<String, Double> likelihoods = row.numbers();
    double sum = likelihoods.values().stream().mapToDouble(Double::doubleValue).sum();
    if (sum > 1 + TOLERANCE) {
      row.problem("likelihoods sum to %.4f (expected: at most 1)".formatted(sum));
    } else if (likelihoods.keySet().containsAll(values) && sum < 1 - TOLERANCE) {
      row.problem("likelihoods of all values sum to %.4f (expected: 1)".formatted(sum));
    }
    return likelihoods;
  }

  /// The same, where nothing is left for values that are not named.
  Map<String, Double> readWhole(Node row) {
    Map<String, Double> likelihoods = read(row);
    double sum = likelihoods.values().stream().mapToDouble(Double::doubleValue).sum();
    if (sum < 1 - TOLERANCE) {
      row.problem("weights sum to %.4f (expected: 1)".formatted(sum));
    }
    return likelihoods;
  }
}
