package why401.diagnosis.differential;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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

  /// The variables whose observed values are able to exclude.
  private final List<Variable> excluding;

  /// The indexes of the mechanisms that are possible at all; what follows is in their order.
  private final int[] possible;

  private final double[] probabilities;
  private final Map<Cause, Double> causes = new EnumMap<>(Cause.class);
  private final Map<String, Double> averages = new HashMap<>();

  private Posterior(Table table, Subject subject, Observations observations) {
    this.table = table;
    this.subject = subject;
    this.observations = observations;
    this.excluding =
        observations.variables().stream()
            .filter(variable -> observations.left(variable).stream().allMatch(variable::excludes))
            .toList();
    double[] priors =
        table.mechanisms().stream()
            .mapToDouble(one -> one.prior().weight(subject.kind(), subject.situation()))
            .toArray();
    this.possible = IntStream.range(0, priors.length).filter(at -> priors[at] > 0).toArray();
    this.probabilities = normalised(priors);
    for (int i = 0; i < possible.length; i++) {
      causes.merge(mechanism(i).cause(), probabilities[i], Double::sum);
    }
  }

  /// What is diagnosed.
  public record Subject(CredentialKind kind, Situation situation) {}

  /// After `observations` about a case of that kind.
  public static Posterior of(Table table, Subject subject, Observations observations) {
    return new Posterior(table, subject, observations);
  }

  private double[] normalised(double[] priors) {
    double[] logs = new double[possible.length];
    for (Variable variable : observations.variables()) {
      double[] likelihoods = likelihoods(variable, observations.left(variable));
      for (int i = 0; i < logs.length; i++) {
        logs[i] += Math.log(likelihoods[i]);
      }
      averages.put(variable.name(), Arrays.stream(likelihoods).average().orElse(1));
    }
    Arrays.setAll(logs, i -> Math.log(priors[possible[i]]) + logs[i]);
    double top = Arrays.stream(logs).max().orElse(0);
    double[] weights = Arrays.stream(logs).map(log -> Math.exp(log - top)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /// How many mechanisms are possible at all.
  int size() {
    return possible.length;
  }

  /// The possible mechanism at an index from 0.
  Mechanism mechanism(int at) {
    return table.mechanisms().get(possible[at]);
  }

  /// Its probability.
  double probability(int at) {
    return probabilities[at];
  }

  /// How probable one of `values` is under each possible mechanism.
  double[] likelihoods(Variable variable, Set<String> values) {
    return table.likelihoods(possible, variable, values);
  }

  /// The mechanisms that are possible at all, with their probabilities.
  public Map<Mechanism, Double> mechanisms() {
    Map<Mechanism, Double> mechanisms = new LinkedHashMap<>();
    for (int i = 0; i < possible.length; i++) {
      mechanisms.put(mechanism(i), probabilities[i]);
    }
    return mechanisms;
  }

  /// The causes with the sums of their mechanisms, the most probable first.
  public List<Map.Entry<Cause, Double>> causes() {
    return causes.entrySet().stream()
        .sorted(Map.Entry.<Cause, Double>comparingByValue().reversed())
        .toList();
  }

  /// The probability of a cause.
  public double of(Cause cause) {
    return causes.getOrDefault(cause, 0.0);
  }

  /// The most probable mechanism of a cause.
  public Mechanism likeliest(Cause cause) {
    return IntStream.range(0, possible.length)
        .boxed()
        .filter(at -> mechanism(at).cause() == cause)
        .max(Comparator.comparingDouble(this::probability))
        .map(this::mechanism)
        .orElseThrow();
  }

  /// What excludes `mechanism`: an observation by an experiment, an authority or plain sight that
  /// is next to impossible under it. Under a mechanism that makes replies vary, what a single reply
  /// said excludes nothing, and one that says nothing about a variable is not excluded by it.
  public Optional<Entry> exclusion(Mechanism mechanism) {
    return excluding.stream()
        .filter(
            variable ->
                table.likelihood(mechanism, variable, observations.left(variable)) <= EXCLUDED)
        .filter(variable -> table.mentions(mechanism, variable))
        .filter(variable -> !(mechanism.prior().varies() && variable.traits().reply()))
        .map(variable -> observations.latest(variable).orElseThrow())
        .findFirst();
  }

  /// Whether `mechanism` accounts for everything that is able to exclude: nothing of it is rare
  /// under the mechanism. What does not is at best likely, since something else may be at work as
  /// well.
  public boolean accountsForAll(Mechanism mechanism) {
    return excluding.stream()
        .allMatch(
            variable -> table.likelihood(mechanism, variable, observations.left(variable)) >= RARE);
  }

  /// Rivals of `cause` that nothing has excluded. A mechanism without any prediction stands for
  /// what the table does not know; it is outweighed, never excluded, and no rival.
  public Stream<Mechanism> rivals(Cause cause) {
    return IntStream.range(0, possible.length)
        .mapToObj(this::mechanism)
        .filter(mechanism -> mechanism.cause() != cause)
        .filter(mechanism -> !mechanism.predictions().isEmpty())
        .filter(mechanism -> exclusion(mechanism).isEmpty());
  }

  /// How much `entry` speaks for `mechanism`: the logarithm of its likelihood there over the
  /// average likelihood.
  public double weight(Entry entry, Mechanism mechanism) {
    Variable variable = entry.variable();
    double likelihood = table.likelihood(mechanism, variable, observations.left(variable));
    return Math.log(likelihood / averages.getOrDefault(variable.name(), 1.0));
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
    return Gain.entropy(causes.values().stream().mapToDouble(Double::doubleValue).toArray(), 1);
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
