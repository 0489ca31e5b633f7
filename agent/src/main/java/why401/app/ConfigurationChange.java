package why401.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import why401.config.Configuration;
import why401.probe.Probe;

/// What a reload changed, in words.
final class ConfigurationChange {
  private static final int NAMED = 5;

  private ConfigurationChange() {}

  static String between(Configuration before, Configuration after) {
    return "%s; %s"
        .formatted(
            of("probe", byName(before), byName(after)),
            of("credential", before.credentials(), after.credentials()));
  }

  private static Map<String, Probe> byName(Configuration configuration) {
    return configuration.probes().stream().collect(Collectors.toMap(Probe::name, probe -> probe));
  }

  private static String of(String what, Map<String, ?> before, Map<String, ?> after) {
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    new TreeMap<>(after)
        .forEach(
            (name, now) -> {
              if (!before.containsKey(name)) {
                added.add(name);
              } else if (!Objects.equals(before.get(name), now)) {
                changed.add(name);
              }
            });
    new TreeMap<>(before)
        .keySet().stream().filter(name -> !after.containsKey(name)).forEach(removed::add);
    String whole = count(after.size(), what);
    List<String> parts = new ArrayList<>();
    named(parts, "added", added);
    named(parts, "changed", changed);
    named(parts, "removed", removed);
    return whole + (parts.isEmpty() ? ", none changed" : ", " + String.join(", ", parts));
  }

  static String count(int number, String what) {
    return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }

  private static void named(List<String> parts, String verb, List<String> names) {
    if (!names.isEmpty()) {
      String some = names.stream().limit(NAMED).collect(Collectors.joining(" "));
      parts.add(
          "%d %s (%s%s)".formatted(names.size(), verb, some, names.size() > NAMED ? " …" : ""));
    }
  }
}
