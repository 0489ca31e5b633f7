package why401.diagnosis.differential;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import why401.cause.Cause;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Variable;

/// Draws cases, and the values of variables, from a table and from outside of it.
record Drawing(Table table, List<Case> cases) {
  /// A mechanism in one circumstance.
  record Case(Mechanism mechanism, Subject subject, double weight) {}

  /// From every mechanism in every circumstance, by its prior; rare ones are drawn as well.
  static Drawing of(Table table) {
    return new Drawing(
        table,
        table.mechanisms().stream()
            .filter(mechanism -> mechanism.cause() != Cause.UNKNOWN)
            .flatMap(Drawing::circumstances)
            .filter(one -> one.weight() > 0)
            .toList());
  }

  private static Stream<Case> circumstances(Mechanism mechanism) {
    return Arrays.stream(CredentialKind.values())
        .flatMap(
            kind ->
                Stream.of(Situation.REFUSED, Situation.WITHHELD)
                    .filter(at -> at == Situation.REFUSED || kind == CredentialKind.OPAQUE)
                    .map(at -> new Subject(kind, at)))
        .map(at -> new Case(mechanism, at, mechanism.prior().weight(at.kind(), at.situation())));
  }

  /// The circumstances of one mechanism alone.
  Drawing only(Mechanism mechanism) {
    return new Drawing(
        table, cases.stream().filter(one -> one.mechanism().equals(mechanism)).toList());
  }

  boolean isEmpty() {
    return cases.isEmpty();
  }

  Case pick(RandomGenerator random) {
    double at = random.nextDouble() * cases.stream().mapToDouble(Case::weight).sum();
    for (Case one : cases) {
      at -= one.weight();
      if (at < 0) {
        return one;
      }
    }
    return cases.getLast();
  }

  /// A case of the same circumstance and of another cause.
  Case other(Case one, RandomGenerator random) {
    Case other = pick(random);
    while (other.mechanism().cause() == one.mechanism().cause()
        || !other.subject().equals(one.subject())) {
      other = pick(random);
    }
    return other;
  }

  /// A value by the likelihoods of a mechanism.
  String drawn(Mechanism mechanism, Variable variable, RandomGenerator random) {
    return drawn(variable, value -> table.likelihood(mechanism, variable, Set.of(value)), random);
  }

  /// A value by how often it is seen where no mechanism speaks.
  String base(Variable variable, RandomGenerator random) {
    return drawn(
        variable,
        value ->
            variable.values().stream()
                .filter(each -> each.name().equals(value))
                .mapToDouble(Variable.Option::base)
                .sum(),
        random);
  }

  /// By likelihoods of its own: where the table has a usual value, it stays usual in most cases.
  String arbitrary(Variable variable, RandomGenerator random) {
    return random.nextDouble() < 0.7
        ? base(variable, random)
        : variable.values().get(random.nextInt(variable.values().size())).name();
  }

  private static String drawn(
      Variable variable, ToDoubleFunction<String> weight, RandomGenerator random) {
    List<String> values = variable.values().stream().map(Variable.Option::name).toList();
    double at = random.nextDouble() * values.stream().mapToDouble(weight).sum();
    for (String value : values) {
      at -= weight.applyAsDouble(value);
      if (at < 0) {
        return value;
      }
    }
    return values.getLast();
  }

  /// What the engine makes of a world with these values, after its experiments.
  Posterior examined(Case one, Function<Variable, String> values, RandomGenerator random) {
    return examined(table, one, values, random);
  }

  /// The same by another table.
  static Posterior examined(
      Table by, Case one, Function<Variable, String> values, RandomGenerator random) {
    return new World(by, one.subject(), values, random).examined(1);
  }
}
