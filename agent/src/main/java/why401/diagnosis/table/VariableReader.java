package why401.diagnosis.table;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import why401.cause.Cause;
import why401.diagnosis.table.Variable.Group;
import why401.diagnosis.table.Variable.Option;
import why401.diagnosis.table.Variable.Traits;

/// Reads one variable of `observations.conf`.
final class VariableReader {
  private static final double TOLERANCE = 1e-6;
  private static final Map<String, Source> SOURCES =
      Arrays.stream(Source.values()).collect(Collectors.toMap(Source::label, Function.identity()));
  private static final Set<String> CAUSES =
      Arrays.stream(Cause.values()).map(Cause::label).collect(Collectors.toUnmodifiableSet());

  private final Node node;
  private final String name;
  private final Map<String, Map<String, Double>> measured;

  /// @param measured likelihoods by cause from the file that the variable names, or empty
  VariableReader(String name, Node node, Map<String, Map<String, Double>> measured) {
    this.name = name;
    this.node = node;
    this.measured = measured;
  }

  Variable read() {
    node.allow(
        "source",
        "excludes",
        "reply",
        "cumulative",
        "ending",
        "values",
        "groups",
        "experiments",
        "by-cause",
        "by-cause-from");
    Source source = node.choice("source", node.text("source"), SOURCES);
    Traits traits =
        new Traits(
            source == null ? Source.RESPONSE : source,
            node.flag("reply", false),
            node.flag("cumulative", false),
            node.flag("ending", false));
    List<Option> values = values(node.flag("excludes", false));
    Map<String, Group> groups = groups(values.stream().map(Option::name).toList());
    Variable variable =
        new Variable(name, traits, values, groups, experiments(values, groups), byCause(values));
    if (source == Source.EXPERIMENT && variable.experiments().isEmpty()) {
      node.problem("source", "experiment without \"experiments\" (expected: which one yields it)");
    }
    return variable;
  }

  private List<Option> values(boolean excludes) {
    List<Option> values =
        node.blocks("values").entrySet().stream()
            .map(each -> value(each.getKey(), each.getValue(), excludes))
            .toList();
    double sum = values.stream().mapToDouble(Option::base).sum();
    if (Math.abs(sum - 1) > TOLERANCE) {
      node.problem("values", "base rates sum to %.4f (expected: 1)".formatted(sum));
    }
    return values;
  }

  private static Option value(String name, Node block, boolean excludes) {
    block.allow("base", "says", "excludes");
    return new Option(
        name, block.number("base"), block.text("says"), block.flag("excludes", excludes));
  }

  private Map<String, Group> groups(List<String> values) {
    Map<String, Group> groups = new LinkedHashMap<>();
    node.blocks("groups")
        .forEach(
            (key, block) -> {
              block.allow("of", "says");
              List<String> of = block.texts("of");
              of.forEach(each -> known(block, "of", each, values));
              groups.put(key, new Group(new LinkedHashSet<>(of), block.text("says")));
            });
    return groups;
  }

  private Map<String, List<String>> experiments(List<Option> values, Map<String, Group> groups) {
    Map<String, List<String>> experiments = new LinkedHashMap<>();
    node.block("experiments")
        .ifPresent(
            block -> {
              List<String> known = new java.util.ArrayList<>(groups.keySet());
              values.forEach(value -> known.add(value.name()));
              for (String experiment : block.keys()) {
                List<String> outcomes = block.texts(experiment);
                outcomes.forEach(each -> known(block, experiment, each, known));
                experiments.put(experiment, outcomes);
              }
            });
    return experiments;
  }

  private static void known(Node block, String key, String name, List<String> known) {
    if (!known.contains(name)) {
      block.problem(key, "unknown value \"" + name + "\"" + AllowedValues.of(name, known));
    }
  }

  private Map<String, Map<String, Double>> byCause(List<Option> values) {
    Map<String, Map<String, Double>> likelihoods = new LinkedHashMap<>(measured);
    Likelihoods rows = new Likelihoods(values.stream().map(Option::name).toList());
    node.blocks("by-cause")
        .forEach(
            (cause, row) -> {
              node.block("by-cause").ifPresent(block -> block.known(cause, CAUSES, "cause"));
              likelihoods.put(cause, rows.read(row));
            });
    return likelihoods;
  }
}
