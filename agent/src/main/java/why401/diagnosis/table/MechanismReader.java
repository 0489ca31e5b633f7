package why401.diagnosis.table;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import why401.cause.Cause;
import why401.cause.FaultDomain;
import why401.diagnosis.table.Mechanism.Fault;
import why401.diagnosis.table.Mechanism.Notes;
import why401.diagnosis.table.Mechanism.Prior;

/// Reads one mechanism of a mechanisms file.
final class MechanismReader {
  private static final Map<String, Cause> CAUSES = byLabel(Cause.values(), Cause::label);
  private static final Map<String, FaultDomain> DOMAINS =
      byLabel(FaultDomain.values(), FaultDomain::label);
  private static final Map<String, CredentialKind> KINDS =
      byLabel(CredentialKind.values(), CredentialKind::label);
  private static final Map<String, Situation> SITUATIONS =
      byLabel(Situation.values(), Situation::label);

  /// Stands for every kind that is not named beside it.
  private static final String ANY = "any";

  private final String id;
  private final Node node;
  private final Map<String, Variable> variables;

  MechanismReader(String id, Node node, Map<String, Variable> variables) {
    this.id = id;
    this.node = node;
    this.variables = variables;
  }

  Mechanism read() {
    node.allow(
        "cause",
        "domain",
        "prior",
        "in",
        "varies",
        "predicts",
        "worded-as",
        "summary",
        "remedy",
        "confirm",
        "not",
        "source",
        "ends-with");
    Cause cause = node.choice("cause", node.text("cause"), CAUSES);
    Cause known = cause == null ? Cause.UNKNOWN : cause;
    return new Mechanism(id, known, fault(known), prior(), predictions(), notes());
  }

  private Fault fault(Cause cause) {
    if (!node.has("domain")) {
      return new Fault(cause.faultDomain(), Optional.empty(), Map.of());
    }
    if (!node.isBlock("domain")) {
      FaultDomain domain = node.choice("domain", node.text("domain"), DOMAINS);
      return new Fault(domain == null ? FaultDomain.UNKNOWN : domain, Optional.empty(), Map.of());
    }
    return node.block("domain").map(block -> dependent(block, cause)).orElseThrow();
  }

  private Fault dependent(Node block, Cause cause) {
    String name = block.text("by");
    Variable variable = block.choice("by", name, variables);
    Map<String, FaultDomain> when = new LinkedHashMap<>();
    for (String value : block.keys()) {
      if (value.equals("by")) {
        continue;
      }
      if (variable != null) {
        block.known(value, variable.values().stream().map(Variable.Option::name).toList(), "value");
      }
      FaultDomain domain = block.choice(value, block.text(value), DOMAINS);
      when.put(value, domain == null ? FaultDomain.UNKNOWN : domain);
    }
    return new Fault(cause.faultDomain(), Optional.of(name), when);
  }

  private Prior prior() {
    Map<CredentialKind, Double> kinds = new EnumMap<>(CredentialKind.class);
    Optional<Node> block = node.block("prior");
    if (block.isEmpty()) {
      node.problem("prior", "missing (expected: weights by kind of credential)");
    }
    block.ifPresent(
        prior -> {
          if (prior.has(ANY)) {
            KINDS.values().forEach(kind -> kinds.put(kind, prior.number(ANY)));
          }
          prior.keys().stream()
              .filter(key -> !key.equals(ANY))
              .forEach(key -> put(prior, key, KINDS, kinds));
        });
    return new Prior(kinds, situations(), node.flag("varies", false));
  }

  private Map<Situation, Double> situations() {
    if (!node.has("in")) {
      return Map.of(Situation.REFUSED, 1.0, Situation.CAPTURED, 1.0);
    }
    Map<Situation, Double> situations = new EnumMap<>(Situation.class);
    node.block("in")
        .ifPresent(block -> block.keys().forEach(key -> put(block, key, SITUATIONS, situations)));
    return situations;
  }

  private static <T extends Enum<T>> void put(
      Node block, String key, Map<String, T> known, Map<T, Double> into) {
    block.known(key, known.keySet(), "name");
    T constant = known.get(key);
    if (constant != null) {
      into.put(constant, block.number(key));
    }
  }

  private Map<String, Map<String, Double>> predictions() {
    Map<String, Map<String, Double>> predictions = new LinkedHashMap<>();
    node.block("predicts")
        .ifPresent(
            block -> {
              for (String name : block.keys()) {
                block.known(name, variables.keySet(), "variable");
                Variable variable = variables.get(name);
                if (variable != null) {
                  block
                      .block(name)
                      .ifPresent(row -> predictions.put(name, likelihoods(row, variable)));
                }
              }
            });
    words().forEach(predictions::putIfAbsent);
    return predictions;
  }

  /// What is said, by codes or in prose, where targets speak of this mechanism as of other causes.
  private Map<String, Map<String, Double>> words() {
    Map<String, Map<String, Double>> words = new LinkedHashMap<>();
    node.block("worded-as")
        .ifPresent(
            block -> {
              Map<String, Double> causes =
                  new Likelihoods(List.copyOf(CAUSES.keySet())).readWhole(block);
              variables.values().stream()
                  .filter(variable -> !variable.likelihoods().isEmpty())
                  .forEach(variable -> words.put(variable.name(), variable.mixture(causes)));
            });
    return words;
  }

  private static Map<String, Double> likelihoods(Node row, Variable variable) {
    return new Likelihoods(variable.values().stream().map(Variable.Option::name).toList())
        .read(row);
  }

  private Notes notes() {
    List<String> ends = node.texts("ends-with");
    if (ends.isEmpty()) {
      node.problem("ends-with", "missing (expected: what ends it)");
    }
    variables.values().stream()
        .filter(variable -> variable.traits().ending())
        .findFirst()
        .ifPresent(variable -> ends.forEach(end -> checkEnd(end, variable)));
    return new Notes(
        node.text("summary"),
        node.text("remedy"),
        node.text("confirm"),
        node.text("not"),
        node.text("source"),
        Set.copyOf(ends));
  }

  private void checkEnd(String end, Variable variable) {
    List<String> known = variable.values().stream().map(Variable.Option::name).toList();
    if (!known.contains(end)) {
      node.problem("ends-with", "\"" + end + "\"" + AllowedValues.of(end, known));
    }
  }

  private static <T> Map<String, T> byLabel(T[] constants, Function<T, String> label) {
    return Arrays.stream(constants)
        .collect(
            Collectors.toMap(label, Function.identity(), (first, _) -> first, LinkedHashMap::new));
  }
}
