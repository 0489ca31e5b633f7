package why401.diagnosis.differential;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import why401.cause.Cause;
import why401.diagnosis.differential.Observations.Entry;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Variable;

/// How probable each mechanism is after all that was observed: its prior times the likelihood of
/// every observation, normalised.
public final class Posterior {
  /// A mechanism is excluded by an observation that is at most this likely under it: one in two
  /// hundred, so that a table whose author errs by a factor of two still excludes nothing that is
  /// seen once in a hundred cases.
  static final double EXCLUDED = 0.005;

  /// Rare, but not excluded.
  static final double RARE = 0.05;

  private final Table table;
  private final Subject subject;
  private final Observations observations;
  private final Map<Mechanism, Double> probabilities;
  private final Map<String, Double> averages = new ConcurrentHashMap<>();

  private Posterior(Table table, Subject subject, Observations observations) {
    this.table = table;
    this.subject = subject;
    this.observations = observations;
    this.probabilities = normalised(table, subject, observations);
  }

  /// What is diagnosed.
  public record Subject(CredentialKind kind, Situation situation) {}

  /// After `observations` about a case of that kind.
  public static Posterior of(Table table, Subject subject, Observations observations) {
    return new Posterior(table, subject, observations);
  }

  private static Map<Mechanism, Double> normalised(
      Table table, Subject subject, Observations observations) {
    Map<Mechanism, Double> logs = new LinkedHashMap<>();
    for (Mechanism mechanism : table.mechanisms()) {
      double weight = mechanism.prior().weight(subject.kind(), subject.situation());
      if (weight > 0) {
        logs.put(mechanism, Math.log(weight) + evidence(table, mechanism, observations));
      }
    }
    double top = logs.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    logs.replaceAll((_, log) -> Math.exp(log - top));
    double sum = logs.values().stream().mapToDouble(Double::doubleValue).sum();
    logs.replaceAll((_, weight) -> weight / sum);
    return logs;
  }

  private static double evidence(Table table, Mechanism mechanism, Observations observations) {
    double sum = 0;
    for (Variable variable : observations.variables()) {
      sum += Math.log(table.likelihood(mechanism, variable, observations.left(variable)));
    }
    return sum;
  }

  /// The mechanisms that are possible at all, with their probabilities.
  public Map<Mechanism, Double> mechanisms() {
    return java.util.Collections.unmodifiableMap(probabilities);
  }

  /// The causes with the sums of their mechanisms, the most probable first.
  public List<Map.Entry<Cause, Double>> causes() {
    return sums().entrySet().stream()
        .sorted(Map.Entry.<Cause, Double>comparingByValue().reversed())
        .toList();
  }

  private Map<Cause, Double> sums() {
    Map<Cause, Double> sums = new EnumMap<>(Cause.class);
    probabilities.forEach((mechanism, p) -> sums.merge(mechanism.cause(), p, Double::sum));
    return sums;
  }

  /// The probability of a cause.
  public double of(Cause cause) {
    return sums().getOrDefault(cause, 0.0);
  }

  /// The most probable mechanism of a cause.
  public Mechanism likeliest(Cause cause) {
    return probabilities.entrySet().stream()
        .filter(each -> each.getKey().cause() == cause)
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  /// What excludes `mechanism`: an observation by an experiment, an authority or plain sight that
  /// is next to impossible under it. Under a mechanism that makes replies vary, what a single reply
  /// said excludes nothing, and one that says nothing about a variable is not excluded by it.
  public Optional<Entry> exclusion(Mechanism mechanism) {
    return observations.variables().stream()
        .filter(variable -> table.mentions(mechanism, variable))
        .filter(variable -> !(mechanism.prior().varies() && variable.traits().reply()))
        .filter(variable -> excludes(mechanism, variable))
        .map(variable -> observations.latest(variable).orElseThrow())
        .findFirst();
  }

  private boolean excludes(Mechanism mechanism, Variable variable) {
    Set<String> left = observations.left(variable);
    return left.stream().allMatch(variable::excludes)
        && table.likelihood(mechanism, variable, left) <= EXCLUDED;
  }

  /// Whether `mechanism` accounts for everything that is able to exclude: nothing of it is rare
  /// under the mechanism. What does not is at best likely, since something else may be at work as
  /// well.
  public boolean accountsForAll(Mechanism mechanism) {
    return observations.variables().stream()
        .filter(variable -> observations.left(variable).stream().allMatch(variable::excludes))
        .allMatch(
            variable -> table.likelihood(mechanism, variable, observations.left(variable)) >= RARE);
  }

  /// Rivals of `cause` that nothing has excluded. A mechanism without any prediction stands for
  /// what the table does not know; it is outweighed, never excluded, and no rival.
  public Stream<Mechanism> rivals(Cause cause) {
    return probabilities.keySet().stream()
        .filter(mechanism -> mechanism.cause() != cause)
        .filter(mechanism -> !mechanism.predictions().isEmpty())
        .filter(mechanism -> exclusion(mechanism).isEmpty());
  }

  /// How much `entry` speaks for `mechanism`: the logarithm of its likelihood there over the
  /// average likelihood.
  public double weight(Entry entry, Mechanism mechanism) {
    Set<String> left = observations.left(entry.variable());
    double average =
        averages.computeIfAbsent(entry.variable().name(), _ -> average(entry.variable(), left));
    return Math.log(table.likelihood(mechanism, entry.variable(), left) / average);
  }

  private double average(Variable variable, Set<String> left) {
    return probabilities.keySet().stream()
        .mapToDouble(each -> table.likelihood(each, variable, left))
        .average()
        .orElse(1);
  }

  /// The observation that speaks most for one mechanism against another: one that was made since
  /// `earlier`, or if none of those does, any.
  public Optional<Entry> tipping(Mechanism one, Mechanism against, Observations earlier) {
    return tipping(one, against, latest().filter(entry -> !earlier.include(entry)))
        .or(() -> tipping(one, against, latest()));
  }

  private Stream<Entry> latest() {
    return observations.variables().stream()
        .map(variable -> observations.latest(variable).orElseThrow());
  }

  private Optional<Entry> tipping(Mechanism one, Mechanism against, Stream<Entry> entries) {
    return entries
        .max(Comparator.comparingDouble(entry -> weight(entry, one) - weight(entry, against)))
        .filter(entry -> weight(entry, one) > weight(entry, against));
  }

  /// Entropy over the causes, in bits.
  public double entropy() {
    return Gain.entropy(sums(), 1);
  }

  /// Whose mechanisms they are.
  public Table table() {
    return table;
  }

  /// What is diagnosed.
  public Subject subject() {
    return subject;
  }

  /// What was observed.
  public Observations observations() {
    return observations;
  }
}
