package why401.diagnosis.table;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import why401.cause.Cause;

/// Loads the table and refuses it with everything that is wrong, not with the first thing.
final class TableLoader {
  private static final List<String> MECHANISMS =
      List.of("secrets.conf", "tokens.conf", "path.conf", "target.conf", "withheld.conf");

  private final Map<String, String> files;
  private final List<TableProblem> problems = new ArrayList<>();

  /// @param files text by name; `observations.conf` has the variables, `families.conf` what
  ///   mechanisms have in common, those that a variable's `by-cause-from` names likelihoods, and
  ///   all others mechanisms
  TableLoader(Map<String, String> files) {
    this.files = new LinkedHashMap<>(files);
  }

  private static final class Shipped {
    static final Table TABLE = loadShipped();
  }

  static Table shipped() {
    return Shipped.TABLE;
  }

  private static Table loadShipped() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : List.of("observations.conf", "prose-confusion.conf", "families.conf")) {
      files.put(name, resource(name));
    }
    MECHANISMS.forEach(name -> files.put(name, resource(name)));
    return new TableLoader(files).load();
  }

  /// The table, each part of which is right.
  Table load() {
    Map<String, Variable> variables = variables();
    Map<String, Mechanism> mechanisms = mechanisms(variables);
    if (!problems.isEmpty()) {
      throw new TableException(problems);
    }
    return new Table(variables, List.copyOf(mechanisms.values()));
  }

  private Map<String, Variable> variables() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    Node root = parse("observations.conf", ConfigFactory.empty());
    root.allow("variables");
    root.blocks("variables")
        .forEach(
            (name, node) ->
                variables.put(name, new VariableReader(name, node, measured(node)).read()));
    return variables;
  }

  private Map<String, Map<String, Double>> measured(Node variable) {
    Map<String, Map<String, Double>> measured = new LinkedHashMap<>();
    if (variable.has("by-cause-from")) {
      String name = variable.text("by-cause-from");
      if (!files.containsKey(name)) {
        variable.problem(
            "by-cause-from", "\"" + name + "\"" + AllowedValues.of(name, files.keySet()));
        return measured;
      }
      Likelihoods rows =
          new Likelihoods(List.copyOf(variable.block("values").map(Node::keys).orElse(Set.of())));
      Node root = parse(files.remove(name), name);
      root.allow("by-cause");
      Set<String> causes =
          Arrays.stream(Cause.values()).map(Cause::label).collect(Collectors.toSet());
      root.block("by-cause")
          .ifPresent(block -> block.keys().forEach(cause -> block.known(cause, causes, "cause")));
      root.blocks("by-cause").forEach((cause, row) -> measured.put(cause, rows.read(row)));
    }
    return measured;
  }

  private Map<String, Mechanism> mechanisms(Map<String, Variable> variables) {
    Map<String, Mechanism> mechanisms = new LinkedHashMap<>();
    Config families =
        files.containsKey("families.conf")
            ? config("families.conf", files.remove("families.conf"))
            : ConfigFactory.empty();
    for (String file : files.keySet()) {
      if (file.equals("observations.conf")) {
        continue;
      }
      Node root = parse(file, families);
      root.allow("mechanisms", "families");
      root.blocks("mechanisms")
          .forEach(
              (id, node) -> {
                Mechanism one = new MechanismReader(id, node, variables).read();
                if (mechanisms.putIfAbsent(id, one) != null) {
                  node.problem("a second mechanism of this name (expected: one)");
                }
              });
    }
    return mechanisms;
  }

  private Node parse(String file, Config below) {
    Config parsed = config(file, files.getOrDefault(file, ""));
    try {
      return new Node("", parsed.withFallback(below).resolve().root(), problems);
    } catch (ConfigException e) {
      problems.add(broken(file, e));
      return new Node("", ConfigFactory.empty().root(), problems);
    }
  }

  private Node parse(String text, String file) {
    return new Node("", config(file, text).root(), problems);
  }

  private Config config(String file, String text) {
    try {
      return ConfigFactory.parseString(
          text, ConfigParseOptions.defaults().setOriginDescription(file));
    } catch (ConfigException e) {
      problems.add(broken(file, e));
      return ConfigFactory.empty();
    }
  }

  private static TableProblem broken(String file, ConfigException e) {
    int line = e.origin() == null ? 0 : e.origin().lineNumber();
    String message = String.valueOf(e.getMessage()).replaceFirst("^[^:]*: \\d+: ", "");
    return new TableProblem(file, Math.max(0, line), message);
  }

  private static String resource(String name) {
    try (InputStream in = TableLoader.class.getResourceAsStream("/why401/diagnosis/" + name)) {
      if (in == null) {
        throw new TableException(
            List.of(new TableProblem(name, 0, "missing (expected: a resource)")));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
