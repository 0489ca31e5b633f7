package why401.diagnosis.differential;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import why401.cause.Confidence;
import why401.diagnosis.differential.Observations.Entry;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Source;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Variable;

/// A made-up case in which every variable has a value. What may be looked at depends on the kind of
/// credential and on chance.
final class World {
  private static final Set<CredentialKind> TOKENS =
      Set.of(CredentialKind.JWT, CredentialKind.OPAQUE);
  private static final Set<String> OF_JWT =
      Set.of("token-life", "audience", "issuer", "scope", "key", "token-kind");
  private static final Set<String> OF_HISTORY = Set.of("changed", "onset", "responder");

  /// In this order chance decides which of them may be made.
  private static final List<String> EXPERIMENTS =
      List.of(
          "anonymous-control",
          "identical-retry",
          "introspection",
          "cleaned-secret",
          "control-resource",
          "each-address",
          "renewed-token",
          "key-lookup",
          "fresh-session",
          "nonsense-control",
          "malformed-control");

  private static final Set<String> DEAR =
      Set.of("identical-retry", "renewed-token", "each-address");
  private static final Map<String, Double> CHANCES =
      Map.of(
          "control-resource", 0.4,
          "renewed-token", 0.7,
          "each-address", 0.3,
          "introspection", 0.4,
          "key-lookup", 0.7);
  private static final double BUDGET = 6;

  private final Table table;
  private final Subject subject;
  private final RandomGenerator random;
  private final Map<String, String> truth = new HashMap<>();

  /// @param values what each variable is in truth
  World(Table table, Subject subject, Function<Variable, String> values, RandomGenerator random) {
    this.table = table;
    this.subject = subject;
    this.random = random;
    for (Variable variable : table.variables()) {
      truth.put(variable.name(), values.apply(variable));
    }
  }

  /// What is seen without any request.
  Observations passive() {
    Observations seen = Observations.NONE;
    for (Variable variable : table.variables()) {
      if (variable.experiments().isEmpty() && visible(variable)) {
        seen = seen.with(entry(variable, truth.get(variable.name()), 0));
      }
    }
    return seen;
  }

  private boolean visible(Variable variable) {
    String name = variable.name();
    boolean withheld = subject.situation() == Situation.WITHHELD;
    if (variable.traits().ending()) {
      return false;
    }
    if (withheld) {
      return Set.of("renewal-failure", "grant", "stated", "provider", "history").contains(name);
    }
    if (name.equals("renewal-failure") || name.equals("grant")) {
      return false;
    }
    if (OF_JWT.contains(name)) {
      return subject.kind() == CredentialKind.JWT && (!demand(name) || random.nextDouble() < 0.5)
          || name.equals("token-life") && subject.kind() == CredentialKind.SIGNED;
    }
    return relevant(variable);
  }

  private static boolean demand(String name) {
    return Set.of("audience", "issuer", "scope").contains(name);
  }

  private boolean relevant(Variable variable) {
    String name = variable.name();
    return switch (name) {
      case "client-certificate" -> subject.kind() == CredentialKind.CERTIFICATE;
      case "proof-time" -> subject.kind() == CredentialKind.SIGNED;
      case "secret-characters" -> subject.kind() == CredentialKind.PASSWORD;
      case "header-name" -> subject.kind() == CredentialKind.KEY;
      case "prose" -> truth.get("stated").equals("none") && random.nextDouble() < 0.6;
      case "provider" -> TOKENS.contains(subject.kind());
      default ->
          variable.traits().source() == Source.NEIGHBOURS
              ? random.nextDouble() < 0.3
              : !OF_HISTORY.contains(name) || !truth.get("history").equals("never-accepted");
    };
  }

  /// The loop: the best experiment, its outcome, until none is worth its requests.
  Posterior examined(double share) {
    Observations seen = passive();
    Map<String, Double> costs = feasible(share);
    double left = BUDGET;
    int at = 1;
    while (true) {
      Posterior posterior = Posterior.of(table, subject, seen);
      double budget = left;
      costs.values().removeIf(cost -> cost > budget);
      if (costs.isEmpty() || certain(posterior)) {
        return posterior;
      }
      var choice = ExperimentChoice.next(posterior, costs);
      if (choice.isEmpty()) {
        return posterior;
      }
      String experiment = choice.get().experiment();
      seen = outcome(seen, experiment, at++);
      left -= costs.remove(experiment);
    }
  }

  private static boolean certain(Posterior posterior) {
    return posterior.causes().getFirst().getValue() >= Differential.CERTAIN
        && Differential.of(posterior).confidence() == Confidence.CERTAIN;
  }

  private Map<String, Double> feasible(double share) {
    Map<String, Double> costs = new LinkedHashMap<>();
    EXPERIMENTS.forEach(name -> costs.put(name, DEAR.contains(name) ? 2.0 : 1.0));
    costs.keySet().removeIf(name -> random.nextDouble() >= CHANCES.getOrDefault(name, 1.0) * share);
    if (subject.situation() == Situation.WITHHELD || subject.kind() == CredentialKind.NONE) {
      costs.clear();
    }
    if (subject.kind() == CredentialKind.PASSWORD) {
      costs.keySet().removeAll(Set.of("identical-retry", "fresh-session", "each-address"));
    }
    if (!TOKENS.contains(subject.kind())) {
      costs.keySet().removeAll(Set.of("malformed-control", "introspection"));
      if (subject.kind() != CredentialKind.SESSION) {
        costs.remove("renewed-token");
      }
    }
    if (subject.kind() != CredentialKind.JWT) {
      costs.remove("key-lookup");
    }
    if (!Set.of("stray-characters", "quotes", "doubled-prefix", "missing-prefix", "encoded-twice")
        .contains(truth.get("defect"))) {
      costs.remove("cleaned-secret");
    }
    return costs;
  }

  private Observations outcome(Observations seen, String experiment, int at) {
    Observations after = seen;
    for (Variable variable : table.variables()) {
      for (String name : variable.experiments().getOrDefault(experiment, List.of())) {
        if (variable.expand(name).contains(truth.get(variable.name()))) {
          after = after.with(entry(variable, name, at));
        }
      }
    }
    return after;
  }

  private static Entry entry(Variable variable, String value, int at) {
    return new Entry(variable, value, Instant.ofEpochSecond(at), Map.of());
  }
}
