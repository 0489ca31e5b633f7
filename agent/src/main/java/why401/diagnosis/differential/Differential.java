package why401.diagnosis.differential;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.cause.FaultDomain;
import why401.diagnosis.differential.Observations.Entry;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Variable;

/// What a posterior amounts to: a cause with its confidence, and what else it may be.
///
/// @param cause the most probable one, or [Cause#UNKNOWN] if none is probable enough
/// @param probability of the most probable cause
/// @param mechanism the most probable one of that cause
/// @param alternatives the other causes, the most probable first
public record Differential(
    Cause cause,
    Confidence confidence,
    double probability,
    Mechanism mechanism,
    FaultDomain domain,
    List<Alternative> alternatives) {
  static final double CERTAIN = 0.99;
  static final double LIKELY = 0.75;
  static final double POSSIBLE = 0.4;

  /// Below this nobody wants to read of an alternative.
  private static final double NAMED = 0.02;

  private static final int MOST = 3;

  /// Copies.
  public Differential {
    alternatives = List.copyOf(alternatives);
  }

  /// Another cause.
  ///
  /// @param because what speaks for it, or that nothing has excluded it
  public record Alternative(Cause cause, Mechanism mechanism, double probability, String because) {}

  /// Draws the conclusion.
  public static Differential of(Posterior posterior) {
    Map.Entry<Cause, Double> top = posterior.causes().getFirst();
    double probability = top.getValue();
    boolean decided = probability >= POSSIBLE && top.getKey() != Cause.UNKNOWN;
    Cause cause = decided ? top.getKey() : Cause.UNKNOWN;
    Mechanism mechanism =
        posterior.likeliest(decided || posterior.of(Cause.UNKNOWN) == 0 ? top.getKey() : cause);
    return new Differential(
        cause,
        decided ? confidence(posterior, mechanism, probability) : Confidence.POSSIBLE,
        posterior.of(mechanism.cause()),
        mechanism,
        decided ? domain(posterior, mechanism) : FaultDomain.UNKNOWN,
        alternatives(posterior, cause));
  }

  private static Confidence confidence(Posterior posterior, Mechanism mechanism, double p) {
    boolean alone =
        p >= CERTAIN
            && posterior.accountsForAll(mechanism)
            && posterior.rivals(mechanism.cause()).findAny().isEmpty();
    return alone ? Confidence.CERTAIN : p >= LIKELY ? Confidence.LIKELY : Confidence.POSSIBLE;
  }

  private static FaultDomain domain(Posterior posterior, Mechanism mechanism) {
    Mechanism.Fault fault = mechanism.fault();
    return fault
        .variable()
        .map(posterior.table()::variable)
        .flatMap(posterior.observations()::latest)
        .flatMap(entry -> Optional.ofNullable(fault.when().get(entry.value())))
        .orElse(fault.usual());
  }

  private static List<Alternative> alternatives(Posterior posterior, Cause but) {
    return posterior.causes().stream()
        .filter(each -> each.getKey() != but && each.getKey() != Cause.UNKNOWN)
        .filter(each -> each.getValue() >= NAMED)
        .limit(MOST)
        .map(each -> alternative(posterior, each.getKey(), each.getValue()))
        .toList();
  }

  private static Alternative alternative(Posterior posterior, Cause cause, double probability) {
    Mechanism mechanism = posterior.likeliest(cause);
    String because =
        posterior.observations().variables().stream()
            .map(variable -> posterior.observations().latest(variable).orElseThrow())
            .filter(entry -> posterior.weight(entry, mechanism) > Math.log(2))
            .max(Comparator.comparingDouble(entry -> posterior.weight(entry, mechanism)))
            .map(Entry::sentence)
            .orElse("Nothing that was observed excludes it.");
    return new Alternative(cause, mechanism, probability, because);
  }

  /// What would tell the causes apart that are left: variables by the entropy that they would take
  /// away, whoever may look at them.
  public static List<Variable> discriminating(Posterior posterior) {
    return posterior.table().variables().stream()
        .filter(variable -> !variable.traits().ending())
        .filter(variable -> posterior.observations().latest(variable).isEmpty())
        .sorted(
            Comparator.comparingDouble(
                    (Variable variable) -> new Gain(posterior, variable).ofLooking())
                .reversed())
        .limit(MOST)
        .toList();
  }
}
