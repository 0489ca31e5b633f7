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
  private final Map<String, Map<String, Map<String, Double>>> rows = new HashMap<>();

  Table(Map<String, Variable> variables, List<Mechanism> mechanisms) {
    this.variables = new LinkedHashMap<>(variables);
    this.mechanisms = List.copyOf(mechanisms);
    for (Mechanism mechanism : mechanisms) {
      Map<String, Map<String, Double>> of = new HashMap<>();
      variables.values().forEach(each -> of.put(each.name(), row(mechanism, each)));
      rows.put(mechanism.id(), of);
    }
  }

  /// The table that ships with the program.
  ///
  /// @throws TableException with everything that is wrong with it
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
    return likelihood(row(mechanism.id(), variable), values);
  }

  /// The likelihoods of all values of a variable under the mechanism with that id, for who needs
  /// many.
  public Map<String, Double> row(String mechanism, Variable variable) {
    return Objects.requireNonNull(
        Objects.requireNonNull(rows.get(mechanism), mechanism).get(variable.name()),
        variable.name());
  }

  /// How probable one of `values` is by a row.
  public static double likelihood(Map<String, Double> row, Set<String> values) {
    double sum = 0;
    for (String value : values) {
      sum += row.getOrDefault(value, 0.0);
    }
    return sum > 0 ? sum : Variable.LEAST;
  }

  /// Whether `mechanism` says anything about the variable, by itself or by its cause.
  public boolean mentions(Mechanism mechanism, Variable variable) {
    return named(mechanism, variable).isPresent();
  }

  private static Map<String, Double> row(Mechanism mechanism, Variable variable) {
    return variable.row(named(mechanism, variable).orElse(Map.of()));
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
