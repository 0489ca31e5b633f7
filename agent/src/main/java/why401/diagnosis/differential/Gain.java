package why401.diagnosis.differential;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import why401.diagnosis.differential.Observations.Entry;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Variable;

/// How much entropy over the causes a look at a variable is expected to take away, in bits.
final class Gain {
  private Gain() {}

  /// By a look that tells all values apart.
  static double ofLooking(Posterior posterior, Variable variable) {
    return expected(
        posterior, variable, variable.values().stream().map(Variable.Value::name).toList());
  }

  /// By a look with `outcomes`, names of values or groups; 0 if they do not cover what is left
  /// open.
  static double expected(Posterior posterior, Variable variable, List<String> outcomes) {
    boolean further = variable.traits().cumulative();
    Set<String> left = posterior.observations().left(variable);
    Set<String> covered = new HashSet<>();
    outcomes.forEach(outcome -> covered.addAll(variable.expand(outcome)));
    if (!further && (left.size() == 1 || !covered.containsAll(left))) {
      return 0;
    }
    Posterior before =
        further ? posterior.given(posterior.observations().without(variable)) : posterior;
    double after = 0;
    double sum = 0;
    for (String outcome : outcomes) {
      double p = probability(posterior, variable, outcome, further);
      if (p > 0) {
        Entry entry = new Entry(variable, outcome, Instant.MAX, Map.of());
        after += p * before.given(before.observations().with(entry)).entropy();
        sum += p;
      }
    }
    return sum == 0 ? 0 : Math.max(0, posterior.entropy() - after / sum);
  }

  /// How probable the outcome is. A further look at a cumulative variable does not bring what the
  /// earlier one did.
  private static double probability(
      Posterior posterior, Variable variable, String outcome, boolean further) {
    Set<String> values = new HashSet<>(variable.expand(outcome));
    Set<String> left = posterior.observations().left(variable);
    boolean seen = posterior.observations().latest(variable).isPresent();
    if (further && seen) {
      values.removeAll(left);
    } else {
      values.retainAll(left);
    }
    double sum = 0;
    for (Map.Entry<Mechanism, Double> each : posterior.mechanisms().entrySet()) {
      double likelihood =
          values.isEmpty() ? 0 : posterior.table().likelihood(each.getKey(), variable, values);
      double known = further ? 1 : posterior.table().likelihood(each.getKey(), variable, left);
      sum += each.getValue() * likelihood / known;
    }
    return sum;
  }
}
