package why401.diagnosis.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import why401.cause.Cause;

/// What is wrong with a table as a whole, each part of which is right. The build asks for it; a
/// table that ships has passed.
///
/// @param table that can be read
record TableChecks(Table table) {
  /// Likelihoods nearer to each other than this tell nothing apart.
  private static final double APART = 0.05;

  List<TableProblem> problems() {
    List<TableProblem> problems = new ArrayList<>();
    Arrays.stream(Cause.values())
        .filter(cause -> cause != Cause.UNKNOWN)
        .filter(cause -> table.mechanisms().stream().noneMatch(one -> one.cause() == cause))
        .forEach(
            cause ->
                problems.add(problem(cause.label() + ": no mechanism (expected: at least one)")));
    List<Mechanism> all = table.mechanisms();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        if (!apart(all.get(i), all.get(j))) {
          problems.add(
              problem(
                  "%s, %s: no variable tells them apart (expected: one, or the same cause)"
                      .formatted(all.get(i).id(), all.get(j).id())));
        }
      }
    }
    return problems;
  }

  private boolean apart(Mechanism one, Mechanism other) {
    return one.cause() == other.cause()
        || !together(one, other)
        || variables().anyMatch(variable -> differs(one, other, variable));
  }

  /// How it ended comes too late to tell causes apart.
  private Stream<Variable> variables() {
    return table.variables().stream().filter(variable -> !variable.traits().ending());
  }

  private static boolean together(Mechanism one, Mechanism other) {
    return Arrays.stream(CredentialKind.values())
        .filter(kind -> kind != CredentialKind.UNKNOWN)
        .anyMatch(
            kind ->
                Arrays.stream(Situation.values())
                    .anyMatch(
                        situation ->
                            one.prior().weight(kind, situation) > 0
                                && other.prior().weight(kind, situation) > 0));
  }

  private boolean differs(Mechanism one, Mechanism other, Variable variable) {
    return variable.values().stream()
        .map(value -> Set.of(value.name()))
        .anyMatch(
            value ->
                Math.abs(
                        table.likelihood(one, variable, value)
                            - table.likelihood(other, variable, value))
                    > APART);
  }

  private static TableProblem problem(String message) {
    return new TableProblem("mechanisms", 0, message);
  }
}
