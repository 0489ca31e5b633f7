package why401.diagnosis.table;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// All mechanisms, all variables, and the likelihood of every value under every mechanism.
public final class Table {
  /// How much of an ending's mass falls on what the mechanism says it ends with.
  private static final double ENDS_AS_SAID = 0.9;

  private final Map<String, Variable> variables;
  private final List<Mechanism> mechanisms;
  private final Map<String, Integer> indexes = new HashMap<>();

  /// By variable, then by value: the likelihood under each mechanism, by its index.
  private final Map<String, Map<String, double[]>> columns = new HashMap<>();

  Table(Map<String, Variable> variables, List<Mechanism> mechanisms) {
    this.variables = new LinkedHashMap<>(variables);
    this.mechanisms = List.copyOf(mechanisms);
    for (Mechanism mechanism : mechanisms) {
      indexes.put(mechanism.id(), indexes.size());
    }
    variables.values().forEach(each -> columns.put(each.name(), columns(each)));
  }

  private Map<String, double[]> columns(Variable variable) {
    Map<String, double[]> of = new HashMap<>();
    variable.values().forEach(value -> of.put(value.name(), new double[mechanisms.size()]));
    Map<String, Double> silent = variable.row(Map.of());
    for (int i = 0; i < mechanisms.size(); i++) {
      int at = i;
      named(mechanisms.get(i), variable)
          .map(variable::row)
          .orElse(silent)
          .forEach((value, likelihood) -> Objects.requireNonNull(of.get(value))[at] = likelihood);
    }
    return of;
  }

  /// The table that ships with the program, read at the first call.
  public static Table shipped() {
    return TableLoader.shipped();
  }

  /// All mechanisms, in the order of the files.
  public List<Mechanism> mechanisms() {
    return mechanisms;
  }

  /// All variables, in the order of the file.
  public List<Variable> variables() {
    return List.copyOf(variables.values());
  }

  /// The variable with that name.
  ///
  /// @throws IllegalArgumentException if there is none
  public Variable variable(String name) {
    Variable found = variables.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "variable: \"%s\" (expected: one of %s)".formatted(name, variables.keySet()));
    }
    return found;
  }

  /// How probable it is under `mechanism` that the variable has one of `values`.
  public double likelihood(Mechanism mechanism, Variable variable, Set<String> values) {
    return likelihoods(new int[] {index(mechanism)}, variable, values)[0];
  }

  /// The same under each of the mechanisms with these indexes.
  public double[] likelihoods(int[] of, Variable variable, Set<String> values) {
    Map<String, double[]> byValue = Objects.requireNonNull(columns.get(variable.name()));
    double[] sums = new double[of.length];
    for (String value : values) {
      double[] column = byValue.get(value);
      for (int i = 0; column != null && i < of.length; i++) {
        sums[i] += column[of[i]];
      }
    }
    for (int i = 0; i < of.length; i++) {
      sums[i] = sums[i] > 0 ? sums[i] : Variable.LEAST;
    }
    return sums;
  }

  private int index(Mechanism mechanism) {
    return Objects.requireNonNull(indexes.get(mechanism.id()), mechanism.id());
  }

  /// Whether `mechanism` says anything about the variable, by itself or by its cause.
  public boolean mentions(Mechanism mechanism, Variable variable) {
    return named(mechanism, variable).isPresent();
  }

  private static Optional<Map<String, Double>> named(Mechanism mechanism, Variable variable) {
    if (mechanism.predictions().containsKey(variable.name())) {
      return Optional.of(mechanism.predictions().get(variable.name()));
    }
    if (variable.traits().ending() && !mechanism.notes().endsWith().isEmpty()) {
      return Optional.of(ending(mechanism));
    }
    return Optional.ofNullable(variable.likelihoods().get(mechanism.cause().label()));
  }

  private static Map<String, Double> ending(Mechanism mechanism) {
    Set<String> ends = mechanism.notes().endsWith();
    Map<String, Double> likelihoods = new HashMap<>();
    ends.forEach(end -> likelihoods.put(end, ENDS_AS_SAID / ends.size()));
    return likelihoods;
  }
}
