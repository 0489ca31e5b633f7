package why401.diagnosis.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Something that can be observed, with the closed list of what it can be.
///
/// @param name as observers and mechanisms call it
/// @param traits where it comes from and what it is worth
/// @param values every value, in order
/// @param groups names for sets of values that a partial look cannot tell apart
/// @param experiments by the name of the experiment, its outcomes: names of values or groups
/// @param likelihoods by cause where the table has them (by label, then by value); a mechanism's
///   own prediction replaces them
public record Variable(
    String name,
    Traits traits,
    List<Option> values,
    Map<String, Group> groups,
    Map<String, List<String>> experiments,
    Map<String, Map<String, Double>> likelihoods) {
  /// No observation is quite impossible; whoever wrote 0 was too sure.
  static final double LEAST = 1e-4;

  /// Copies.
  public Variable {
    values = List.copyOf(values);
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    experiments = Collections.unmodifiableMap(new LinkedHashMap<>(experiments));
    likelihoods = Collections.unmodifiableMap(new LinkedHashMap<>(likelihoods));
  }

  /// One value.
  ///
  /// @param base how often it is seen where a mechanism says nothing about the variable
  /// @param sentence what it means, with `{placeholders}`
  /// @param excludes whether it is able to exclude a mechanism under which it is next to impossible
  public record Option(String name, double base, String sentence, boolean excludes) {}

  /// A set of values with one name.
  public record Group(Set<String> of, String sentence) {
    /// Copies.
    public Group {
      // In order: sums of likelihoods are then the same in every process.
      of = Collections.unmodifiableSet(new LinkedHashSet<>(of));
    }
  }

  /// What a variable is worth.
  ///
  /// @param reply whether the target's replies to our credential or controls yield it, so that a
  ///   single replica may have spoken
  /// @param cumulative whether a further look replaces the value instead of narrowing it
  /// @param ending whether its values are those that mechanisms end with
  public record Traits(Source source, boolean reply, boolean cumulative, boolean ending) {}

  /// The values that `name` stands for: itself, or those of the group.
  ///
  /// @throws IllegalArgumentException if neither a value nor a group has that name
  public Set<String> expand(String name) {
    Group group = groups.get(name);
    return group != null ? group.of() : Set.of(value(name).name());
  }

  /// Whether a value or a group has that name.
  public boolean knows(String name) {
    return groups.containsKey(name) || values.stream().anyMatch(value -> value.name().equals(name));
  }

  /// The sentence of a value or group, with placeholders.
  public String sentence(String name) {
    Group group = groups.get(name);
    return group != null ? group.sentence() : value(name).sentence();
  }

  /// Whether every value that `name` stands for may exclude.
  public boolean excludes(String name) {
    return expand(name).stream().allMatch(each -> value(each).excludes());
  }

  Option value(String name) {
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: \"%s\" (expected: one of %s)"
                        .formatted(this.name, name, values.stream().map(Option::name).toList())));
  }

  /// The likelihoods of all values where some are `named`: the others share what is left, in the
  /// proportion of their base rates.
  Map<String, Double> row(Map<String, Double> named) {
    double said = named.values().stream().mapToDouble(Double::doubleValue).sorted().sum();
    double unnamed =
        values.stream()
            .filter(value -> !named.containsKey(value.name()))
            .mapToDouble(Option::base)
            .sum();
    Map<String, Double> row = new LinkedHashMap<>();
    for (Option value : values) {
      double share = unnamed == 0 ? 0 : (1 - said) * value.base() / unnamed;
      row.put(value.name(), Math.max(LEAST, named.getOrDefault(value.name(), share)));
    }
    double total = row.values().stream().mapToDouble(Double::doubleValue).sum();
    row.replaceAll((_, likelihood) -> likelihood / total);
    return row;
  }

  /// The likelihoods of all values where they follow several causes.
  ///
  /// @param causes how much of each, by label; the weights sum to 1
  Map<String, Double> mixture(Map<String, Double> causes) {
    Map<String, Double> mixture = new LinkedHashMap<>();
    causes.forEach(
        (cause, weight) ->
            row(likelihoods.getOrDefault(cause, Map.of()))
                .forEach(
                    (value, likelihood) -> mixture.merge(value, weight * likelihood, Double::sum)));
    return mixture;
  }

  /// Equal by name, which is unique in a table.
  @Override
  public boolean equals(Object other) {
    return other instanceof Variable variable && variable.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
