package why401.diagnosis.differential;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import why401.diagnosis.table.Variable;

/// Chooses the experiment that is expected to tell most per request. What may be asked without harm
/// and within the budgets is decided elsewhere.
public final class ExperimentChoice {
  /// In bits per request: what takes away less is not worth a request.
  public static final double LEAST_GAIN = 0.01;

  private ExperimentChoice() {}

  /// One experiment.
  ///
  /// @param gain expected fall of entropy over causes, in bits
  public record Choice(String experiment, double gain) {}

  /// The best of those that may be made, if any is worth its requests.
  ///
  /// @param costs requests by the name of the experiment; less than 1 counts as a fraction
  public static Optional<Choice> next(Posterior posterior, Map<String, Double> costs) {
    return ranked(posterior, costs).stream()
        .filter(choice -> choice.gain() / cost(costs, choice) >= LEAST_GAIN)
        .findFirst();
  }

  /// All that may be made, the one that tells most for what it costs first: its requests, and one
  /// more for the step, since a look that tells much often makes several small ones unnecessary.
  public static List<Choice> ranked(Posterior posterior, Map<String, Double> costs) {
    return costs.keySet().stream()
        .sorted()
        .map(name -> new Choice(name, rounded(gain(posterior, name))))
        .sorted(
            Comparator.comparingDouble((Choice each) -> each.gain() / (cost(costs, each) + 1))
                .reversed())
        .toList();
  }

  /// Equal gains stay equal, whatever the order in which they were summed.
  private static double rounded(double gain) {
    return Math.rint(gain * 1e9) / 1e9;
  }

  private static double cost(Map<String, Double> costs, Choice choice) {
    return Objects.requireNonNull(costs.get(choice.experiment()));
  }

  private static double gain(Posterior posterior, String experiment) {
    return posterior.table().variables().stream()
        .filter(variable -> variable.experiments().containsKey(experiment))
        .mapToDouble(variable -> outcomes(posterior, variable, experiment))
        .max()
        .orElse(0);
  }

  private static double outcomes(Posterior posterior, Variable variable, String experiment) {
    return new Gain(posterior, variable)
        .expected(Objects.requireNonNull(variable.experiments().get(experiment)));
  }
}
