package why401.diagnosis.differential;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import why401.diagnosis.table.Source;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Variable;

/// Everything that was observed about one case, with its time; the order in which it was added does
/// not matter, and nothing is forgotten.
///
/// A later look at a variable narrows what an earlier one left open. Where the two contradict each
/// other, or where the variable is cumulative, the later one holds.
public final class Observations {
  private static final Comparator<Entry> LATEST_FIRST =
      Comparator.comparing(Entry::at).reversed().thenComparing(Entry::name);

  private static final Set<Source> ANSWERS = EnumSet.of(Source.RESPONSE, Source.EXPERIMENT);

  /// Nothing was observed.
  public static final Observations NONE = new Observations(List.of());

  private final List<Entry> entries;
  private final List<Variable> variables;
  private final Map<String, Set<String>> left = new HashMap<>();

  private Observations(List<Entry> entries) {
    this.entries = latestOfEach(entries);
    this.entries.forEach(this::narrow);
    this.variables =
        this.entries.stream()
            .map(Entry::variable)
            .distinct()
            .sorted(Comparator.comparing(Variable::name))
            .toList();
  }

  /// The latest entry of each value, the latest first: what is seen again is not kept twice, so
  /// that a long case stays small.
  private static List<Entry> latestOfEach(List<Entry> entries) {
    Set<String> seen = new HashSet<>();
    return entries.stream().sorted(LATEST_FIRST).filter(entry -> seen.add(entry.name())).toList();
  }

  /// One observation.
  ///
  /// @param value a value of the variable, or a group of values that the look cannot tell apart
  /// @param details what fills the placeholders of the sentence; no secrets
  public record Entry(Variable variable, String value, Instant at, Map<String, String> details) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)}");

    /// Checks and copies.
    ///
    /// @throws IllegalArgumentException if the variable has no such value or group
    public Entry {
      variable.expand(value);
      details = Map.copyOf(details);
    }

    /// What it means, in one sentence.
    public String sentence() {
      return PLACEHOLDER
          .matcher(variable.sentence(value))
          .replaceAll(
              match ->
                  java.util.regex.Matcher.quoteReplacement(
                      details.getOrDefault(match.group(1), match.group(1).replace('-', ' '))));
    }

    private Source source() {
      return variable.traits().source();
    }

    private String name() {
      return variable.name() + "=" + value;
    }
  }

  /// All of `entries`.
  public static Observations of(List<Entry> entries) {
    return new Observations(entries);
  }

  /// With one more, by the names in `table`.
  public Observations with(Table table, String variable, String value, Instant at) {
    return with(new Entry(table.variable(variable), value, at, Map.of()));
  }

  /// With one more.
  public Observations with(Entry entry) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    return new Observations(more);
  }

  /// With all of `others`.
  public Observations with(Observations others) {
    List<Entry> more = new ArrayList<>(entries);
    others.entries.stream().filter(entry -> !entries.contains(entry)).forEach(more::add);
    return new Observations(more);
  }

  /// Without one, to see what it did.
  public Observations without(Entry entry) {
    return new Observations(entries.stream().filter(each -> !each.equals(entry)).toList());
  }

  /// Without what was seen of the target's answers, by a look at them or by an experiment: for when
  /// it has begun to answer otherwise.
  public Observations withoutAnswers() {
    return new Observations(
        entries.stream().filter(entry -> !ANSWERS.contains(entry.source())).toList());
  }

  /// Whether the same value of the same variable was observed, at whatever time.
  boolean include(Entry entry) {
    return entries.stream().anyMatch(each -> each.name().equals(entry.name()));
  }

  /// All entries, the latest first.
  public List<Entry> entries() {
    return entries;
  }

  /// The variables of which something is known, by name.
  public List<Variable> variables() {
    return variables;
  }

  /// Which values of `variable` are left after every look; all of them if nobody looked.
  public Set<String> left(Variable variable) {
    Set<String> seen = left.get(variable.name());
    return seen == null ? all(variable) : seen;
  }

  /// The latest entry of a variable.
  public Optional<Entry> latest(Variable variable) {
    return entries.stream().filter(entry -> entry.variable().equals(variable)).findFirst();
  }

  /// The values that are left, by variable: `challenge=absent controls=all-alike|ours-like-decoy`.
  @Override
  public String toString() {
    return variables.stream()
        .map(variable -> variable.name() + "=" + String.join("|", new TreeSet<>(left(variable))))
        .collect(Collectors.joining(" "));
  }

  private void narrow(Entry entry) {
    Variable variable = entry.variable();
    Set<String> values = left.get(variable.name());
    if (values == null) {
      left.put(variable.name(), variable.expand(entry.value()));
    } else if (!variable.traits().cumulative()) {
      Set<String> both = new HashSet<>(values);
      both.retainAll(variable.expand(entry.value()));
      if (!both.isEmpty()) {
        left.put(variable.name(), Collections.unmodifiableSet(both));
      }
    }
  }

  private static Set<String> all(Variable variable) {
    Set<String> names = new HashSet<>();
    variable.values().forEach(value -> names.add(value.name()));
    return names;
  }
}
