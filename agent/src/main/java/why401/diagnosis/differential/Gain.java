package why401.diagnosis.differential;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import why401.cause.Cause;
import why401.diagnosis.table.Variable;

/// How much entropy over the causes a look at a variable is expected to take away, in bits.
final class Gain {
  private static final int CAUSES = Cause.values().length;

  private final Posterior posterior;
  private final Variable variable;
  private final Set<String> left;
  private final boolean further;

  /// How probable what is left open is under each possible mechanism.
  private final double[] seen;

  /// The probability of each over that.
  private final double[] before;

  /// @param posterior before the look
  Gain(Posterior posterior, Variable variable) {
    this.posterior = posterior;
    this.variable = variable;
    this.left = posterior.observations().left(variable);
    this.further =
        variable.traits().cumulative() && posterior.observations().latest(variable).isPresent();
    this.seen = posterior.likelihoods(variable, left);
    this.before = new double[seen.length];
    Arrays.setAll(before, at -> posterior.probability(at) / seen[at]);
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
    double now = posterior.entropy();
    double after = 0;
    double total = 0;
    for (String outcome : outcomes) {
      double[] likelihoods = likelihoods(outcome);
      double[] weights = byCause(likelihoods);
      double sum = Arrays.stream(weights).sum();
      if (sum > 0) {
        double chance = further ? chance(likelihoods) : sum;
        after += chance * entropy(weights, sum);
        total += chance;
      }
    }
    if (further) {
      // What is already seen may simply be seen again, which tells nothing more.
      double again = chance(seen);
      after += again * now;
      total += again;
    }
    return total == 0 ? 0 : Math.max(0, now - after / total);
  }

  /// How probable an outcome is under each possible mechanism. A further look at a cumulative
  /// variable replaces what the earlier one saw, and does not bring the same again.
  private double[] likelihoods(String outcome) {
    Set<String> values = new HashSet<>(variable.expand(outcome));
    if (further) {
      values.removeAll(left);
    } else {
      values.retainAll(left);
    }
    return values.isEmpty() ? new double[seen.length] : posterior.likelihoods(variable, values);
  }

  /// How probable outcome and cause are together.
  @SuppressWarnings("EnumOrdinal") // an index that does not outlive the sum
  private double[] byCause(double[] likelihoods) {
    double[] weights = new double[CAUSES];
    for (int i = 0; i < likelihoods.length; i++) {
      weights[posterior.mechanism(i).cause().ordinal()] += before[i] * likelihoods[i];
    }
    return weights;
  }

  /// How probable it is that a further look brings an outcome, given what the earlier one saw.
  private double chance(double[] likelihoods) {
    double chance = 0;
    for (int i = 0; i < likelihoods.length; i++) {
      chance += before[i] * seen[i] * likelihoods[i];
    }
    return chance;
  }

  static double entropy(double[] weights, double sum) {
    double entropy = 0;
    for (double weight : weights) {
      double p = weight / sum;
      entropy -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
    }
    return entropy;
  }
}
