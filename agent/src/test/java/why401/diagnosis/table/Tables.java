package why401.diagnosis.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import why401.cause.Cause;

/// Tables with one mechanism more or less, for tests.
public final class Tables {
  private Tables() {}

  /// `table` without the mechanism.
  public static Table without(Table table, Mechanism mechanism) {
    return new Table(
        variables(table),
        table.mechanisms().stream().filter(one -> !one.equals(mechanism)).toList());
  }

  /// `table` with a mechanism of another cause that predicts what `mechanism` predicts, value by
  /// value, and is as common.
  public static Table withTwin(Table table, Mechanism mechanism, Cause cause) {
    List<Mechanism> mechanisms = new ArrayList<>(table.mechanisms());
    mechanisms.add(twin(table, mechanism, cause));
    return new Table(variables(table), mechanisms);
  }

  private static Mechanism twin(Table table, Mechanism mechanism, Cause cause) {
    Map<String, Map<String, Double>> predictions = new LinkedHashMap<>();
    for (Variable variable : table.variables()) {
      if (table.mentions(mechanism, variable)
          || variable.likelihoods().containsKey(cause.label())) {
        predictions.put(variable.name(), row(table, mechanism, variable));
      }
    }
    return new Mechanism(
        mechanism.id() + "-twin",
        cause,
        mechanism.fault(),
        mechanism.prior(),
        predictions,
        mechanism.notes());
  }

  private static Map<String, Double> row(Table table, Mechanism mechanism, Variable variable) {
    Map<String, Double> row = new LinkedHashMap<>();
    variable
        .values()
        .forEach(
            value ->
                row.put(value.name(), table.likelihood(mechanism, variable, Set.of(value.name()))));
    return row;
  }

  private static Map<String, Variable> variables(Table table) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    table.variables().forEach(each -> variables.put(each.name(), each));
    return variables;
  }
}
