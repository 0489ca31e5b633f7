package why401.diagnosis.differential;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import why401.cause.Cause;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Variable;

/// How much entropy over the causes a look at a variable is expected to take away, in bits.
final class Gain {
  private final Posterior posterior;
  private final Variable variable;
  private final Set<String> left;
  private final boolean further;
  private final List<Row> lines;

  /// One mechanism: its cause, its probability over the likelihood of what is left open, its row.
  private record Row(Cause cause, double weight, Map<String, Double> row) {}

  /// @param posterior before the look
  Gain(Posterior posterior, Variable variable) {
    this.posterior = posterior;
    this.variable = variable;
    this.left = posterior.observations().left(variable);
    this.further =
        variable.traits().cumulative() && posterior.observations().latest(variable).isPresent();
    this.lines =
        posterior.mechanisms().entrySet().stream()
            .map(each -> line(each.getKey(), each.getValue()))
            .toList();
  }

  private Row line(Mechanism mechanism, double probability) {
    Map<String, Double> row = posterior.table().row(mechanism.id(), variable);
    return new Row(mechanism.cause(), probability / Table.likelihood(row, left), row);
  }

  /// By a look that tells all values apart.
  double ofLooking() {
    return expected(variable.values().stream().map(Variable.Option::name).toList());
  }

  /// By a look with `outcomes`, names of values or groups; 0 if they do not cover what is left
  /// open.
  double expected(List<String> outcomes) {
    Set<String> covered = new HashSet<>();
    outcomes.forEach(outcome -> covered.addAll(variable.expand(outcome)));
    if (!further && (left.size() == 1 || !covered.containsAll(left))) {
      return 0;
    }
    double after = 0;
    double total = 0;
    for (String outcome : outcomes) {
      Map<Cause, Double> weights = weights(outcome);
      double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
      double chance = further ? chance(outcome) : sum;
      if (sum > 0) {
        after += chance * entropy(weights, sum);
        total += chance;
      }
    }
    if (further) {
      // What is already seen may simply be seen again, which tells nothing more.
      double again = lines.stream().mapToDouble(this::again).sum();
      after += again * posterior.entropy();
      total += again;
    }
    return total == 0 ? 0 : Math.max(0, posterior.entropy() - after / total);
  }

  /// How probable outcome and cause are together. A further look at a cumulative variable replaces
  /// what the earlier one saw, and does not bring the same again.
  private Map<Cause, Double> weights(String outcome) {
    Set<String> values = new HashSet<>(variable.expand(outcome));
    if (further) {
      values.removeAll(left);
    } else {
      values.retainAll(left);
    }
    Map<Cause, Double> weights = new EnumMap<>(Cause.class);
    if (!values.isEmpty()) {
      for (Row line : lines) {
        double weight = line.weight() * Table.likelihood(line.row(), values);
        weights.merge(line.cause(), weight, Double::sum);
      }
    }
    return weights;
  }

  /// How probable it is that a further look brings `outcome`, given what the earlier one saw.
  private double chance(String outcome) {
    Set<String> values = new HashSet<>(variable.expand(outcome));
    values.removeAll(left);
    return lines.stream()
        .mapToDouble(
            line ->
                line.weight()
                    * Table.likelihood(line.row(), left)
                    * (values.isEmpty() ? 0 : Table.likelihood(line.row(), values)))
        .sum();
  }

  private double again(Row line) {
    double seen = Table.likelihood(line.row(), left);
    return line.weight() * seen * seen;
  }

  static double entropy(Map<Cause, Double> weights, double sum) {
    double entropy = 0;
    for (double weight : weights.values()) {
      double p = weight / sum;
      entropy -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
    }
    return entropy;
  }
}
