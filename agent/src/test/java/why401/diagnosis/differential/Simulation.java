package why401.diagnosis.differential;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Variable;

/// Draws worlds from the table and from outside of it, diagnoses them, and counts.
final class Simulation {
  private static final int WORLDS = 2_500;
  private static final int STRANGE = 300;

  private static final String HEAD =
      """
      # The simulation: worlds drawn from the table, and what the engine says

      Made by `SimulationTest` (renew with `-Dupdate`). Each world draws a mechanism by its prior, every variable from what the mechanism predicts, and the outcomes of the experiments that the engine chooses, at most six requests. It shows what the table can tell apart, not how often the table is right.

      ## Confidence

      | told as | worlds | right | bar |
      |---|---|---|---|
      """;
  private static final String OUTSIDE =
      """

      ## Worlds outside the table

      Mixed: each variable follows one of two mechanisms of different causes. Base rates: no mechanism at all. Random likelihoods: three variables in ten take any value.

      | worlds | certain | likely | possible | unknown |
      |---|---|---|---|---|
      """;

  private final Table table;
  private final Random random = new Random(401);
  private final Map<Cause, Map<Cause, Integer>> confusion = new EnumMap<>(Cause.class);
  private final Map<String, Tally> byConfidence = new TreeMap<>();
  private final Map<String, Tally> byMechanism = new TreeMap<>();
  private final Map<String, Map<String, Integer>> outside = new TreeMap<>();

  Simulation(Table table) {
    this.table = table;
  }

  /// How many, and how many of them right.
  static final class Tally {
    private int all;
    private int right;

    void count(boolean correct) {
      all++;
      right += correct ? 1 : 0;
    }

    int all() {
      return all;
    }

    double share() {
      return all == 0 ? 1 : (double) right / all;
    }

    int wrong() {
      return all - right;
    }
  }

  Simulation run() {
    List<Case> cases = cases();
    double total = cases.stream().mapToDouble(Case::weight).sum();
    for (int i = 0; i < WORLDS; i++) {
      Case one = pick(cases, total);
      count(one.mechanism(), judge(one, variable -> drawn(one.mechanism(), variable)));
    }
    strange(cases, total);
    return this;
  }

  private record Case(Mechanism mechanism, Subject subject, double weight) {}

  /// Every mechanism in every circumstance, by its prior; rare ones are drawn as well.
  private List<Case> cases() {
    return table.mechanisms().stream()
        .filter(mechanism -> mechanism.cause() != Cause.UNKNOWN)
        .flatMap(
            mechanism ->
                Arrays.stream(CredentialKind.values())
                    .flatMap(
                        kind ->
                            Stream.of(Situation.REFUSED, Situation.WITHHELD)
                                .filter(
                                    at -> at == Situation.REFUSED || kind == CredentialKind.OPAQUE)
                                .map(at -> new Subject(kind, at)))
                    .map(
                        at ->
                            new Case(
                                mechanism,
                                at,
                                mechanism.prior().weight(at.kind(), at.situation()))))
        .filter(one -> one.weight() > 0)
        .toList();
  }

  private Case pick(List<Case> cases, double total) {
    double at = random.nextDouble() * total;
    for (Case one : cases) {
      at -= one.weight();
      if (at < 0) {
        return one;
      }
    }
    return cases.getLast();
  }

  private Differential judge(Case one, Function<Variable, String> values) {
    return Differential.of(new World(table, one.subject(), values, random).examined(1));
  }

  private String drawn(Mechanism mechanism, Variable variable) {
    return drawn(table, mechanism, variable, random);
  }

  /// A value by the likelihoods of a mechanism.
  static String drawn(Table table, Mechanism mechanism, Variable variable, Random random) {
    return drawn(variable, value -> table.likelihood(mechanism, variable, Set.of(value)), random);
  }

  private static String drawn(Variable variable, ToDoubleFunction<String> weight, Random random) {
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

  private void count(Mechanism mechanism, Differential told) {
    boolean right = told.cause() == mechanism.cause();
    confusion
        .computeIfAbsent(mechanism.cause(), _ -> new EnumMap<>(Cause.class))
        .merge(told.cause(), 1, Integer::sum);
    byConfidence.computeIfAbsent(confidence(told), _ -> new Tally()).count(right);
    byMechanism.computeIfAbsent(mechanism.id(), _ -> new Tally()).count(right);
  }

  /// Ways of failing that the table does not have.
  private void strange(List<Case> cases, double total) {
    for (int i = 0; i < STRANGE; i++) {
      Case one = pick(cases, total);
      Case other = pick(cases, total);
      while (!differs(one, other)) {
        other = pick(cases, total);
      }
      Mechanism second = other.mechanism();
      Differential mixed =
          judge(one, variable -> drawn(random.nextBoolean() ? one.mechanism() : second, variable));
      boolean neither = mixed.cause() != one.mechanism().cause() && mixed.cause() != second.cause();
      outside(neither ? "mixed, and neither is told" : "mixed, and one is told", mixed);
      outside("drawn from base rates", judge(one, this::base));
      outside("drawn from random likelihoods", judge(one, this::arbitrary));
    }
  }

  private static boolean differs(Case one, Case other) {
    return other.mechanism().cause() != one.mechanism().cause()
        && other.subject().equals(one.subject());
  }

  private String base(Variable variable) {
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
  private String arbitrary(Variable variable) {
    return random.nextDouble() < 0.7
        ? base(variable)
        : variable.values().get(random.nextInt(variable.values().size())).name();
  }

  private void outside(String kind, Differential told) {
    outside.computeIfAbsent(kind, _ -> new TreeMap<>()).merge(confidence(told), 1, Integer::sum);
  }

  private static String confidence(Differential told) {
    return told.cause() == Cause.UNKNOWN ? "unknown" : told.confidence().label();
  }

  Tally of(Confidence confidence) {
    return byConfidence.getOrDefault(confidence.label(), new Tally());
  }

  /// The share of worlds outside the table of which the engine is certain. A mixture of two of the
  /// table's own ways of failing of which one is told does not count: it is half right.
  double certainOutside() {
    int certain =
        outside.entrySet().stream()
            .filter(each -> !each.getKey().endsWith("one is told"))
            .mapToInt(each -> each.getValue().getOrDefault("certain", 0))
            .sum();
    return (double) certain / (3 * STRANGE);
  }

  String table() {
    StringBuilder text = new StringBuilder();
    text.append(HEAD);
    row(text, "certain", "all");
    row(text, "likely", "80 %");
    row(text, "possible", "45 %");
    row(text, "unknown", "");
    text.append(OUTSIDE);
    outside.forEach((kind, told) -> text.append(outsideRow(kind, told)));
    text.append(
        "\n## Confusion\n\n| truth | worlds | right | otherwise told as |\n|---|---|---|---|\n");
    confusion.forEach((cause, told) -> text.append(line(cause, told)));
    text.append("\n## Mechanisms\n\n| mechanism | worlds | right |\n|---|---|---|\n");
    byMechanism.forEach(
        (id, tally) ->
            text.append("| %s | %d | %s |%n".formatted(id, tally.all(), percent(tally.share()))));
    return text.toString();
  }

  private static String outsideRow(String kind, Map<String, Integer> told) {
    return "| %s | %d | %d | %d | %d |%n"
        .formatted(
            kind,
            told.getOrDefault("certain", 0),
            told.getOrDefault("likely", 0),
            told.getOrDefault("possible", 0),
            told.getOrDefault("unknown", 0));
  }

  private void row(StringBuilder text, String confidence, String bar) {
    Tally tally = byConfidence.getOrDefault(confidence, new Tally());
    String right = confidence.equals("unknown") ? "" : percent(tally.share());
    text.append("| %s | %d | %s | %s |%n".formatted(confidence, tally.all(), right, bar));
  }

  private static String line(Cause cause, Map<Cause, Integer> told) {
    int all = told.values().stream().mapToInt(Integer::intValue).sum();
    String others =
        told.entrySet().stream()
            .filter(each -> each.getKey() != cause)
            .sorted(Map.Entry.<Cause, Integer>comparingByValue().reversed())
            .limit(5)
            .map(each -> each.getKey().label() + " " + each.getValue())
            .collect(Collectors.joining(", "));
    return "| %s | %d | %s | %s |%n"
        .formatted(cause.label(), all, percent((double) told.getOrDefault(cause, 0) / all), others);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
