package why401.config.target;

import com.google.re2j.Pattern;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.SourceLocation;
import why401.config.reader.OriginPattern;

/// What becomes of a target: which ones are taken, their names, and the keys of their probes, with
/// `{label}` in them.
///
/// @param path of the source in the configuration
/// @param place of the source in the configuration
/// @param name of the probe, or null for the standard one
/// @param keep labels that must match
/// @param drop labels that must not all match; empty for none
/// @param origins that targets must have, or null for any
/// @param probe keys of a probe, or null
public record TargetTemplate(
    String path,
    SourceLocation place,
    @Nullable String name,
    Map<String, Pattern> keep,
    Map<String, Pattern> drop,
    @Nullable List<OriginPattern> origins,
    @Nullable ConfigObject probe) {
  /// The keys in which labels are put. No file, program, proxy or key of a client is among them:
  /// the list of targets must not choose what is read or run here.
  private static final Set<String> OPEN =
      Set.of(
          "url",
          "credential",
          "interval",
          "cron",
          "timeout",
          "method",
          "headers",
          "body",
          "expect",
          "control-url",
          "token",
          "alert",
          "labels");

  /// Whether `target` is taken.
  boolean takes(Target target) {
    return keep.entrySet().stream().allMatch(one -> matches(one, target))
        && (drop.isEmpty() || !drop.entrySet().stream().allMatch(one -> matches(one, target)));
  }

  private static boolean matches(Map.Entry<String, Pattern> demand, Target target) {
    return demand.getValue().matches(target.label(demand.getKey()));
  }

  /// The keys of the probe for `target`: its own, over what its labels say by themselves.
  ///
  /// @param hidden labels that the probe has from elsewhere
  Map<String, ConfigValue> keys(Target target, Set<String> hidden) {
    Map<String, ConfigValue> keys = new TreeMap<>(TargetLabels.keys(target, hidden));
    if (probe == null) {
      return keys;
    }
    for (Map.Entry<String, ConfigValue> one : probe.entrySet()) {
      ConfigValue value =
          OPEN.contains(one.getKey())
              ? filled(one.getValue(), target, !one.getKey().equals("headers"))
              : one.getValue();
      if (value == null) {
        keys.remove(one.getKey());
      } else if (value instanceof ConfigObject own
          && keys.get(one.getKey()) instanceof ConfigObject given) {
        keys.put(one.getKey(), own.withFallback(given));
      } else {
        keys.put(one.getKey(), value);
      }
    }
    return keys;
  }

  /// `value` with labels in it; null if nothing is left, which counts as not set.
  private static @Nullable ConfigValue filled(ConfigValue value, Target target, boolean deep) {
    return switch (value) {
      case ConfigObject object -> {
        Map<String, ConfigValue> filled = new TreeMap<>();
        object.forEach(
            (key, inner) -> {
              boolean closed = inner instanceof ConfigObject && !deep;
              ConfigValue put = closed ? inner : filled(inner, target, deep);
              if (put != null) {
                filled.put(key, put);
              }
            });
        yield ConfigValueFactory.fromMap(filled, value.origin().description());
      }
      case ConfigList list -> {
        List<ConfigValue> filled = new ArrayList<>();
        for (ConfigValue inner : list) {
          ConfigValue put = filled(inner, target, deep);
          if (put != null) {
            filled.add(put);
          }
        }
        yield ConfigValueFactory.fromIterable(filled, value.origin().description());
      }
      default -> filled(value, target);
    };
  }

  private static @Nullable ConfigValue filled(ConfigValue value, Target target) {
    if (!(value.unwrapped() instanceof String text) || !TargetLabels.isOpen(text)) {
      return value;
    }
    String filled = TargetLabels.fill(text, target);
    return filled.isEmpty() ? null : TargetLabels.value(filled, target);
  }

  /// The keys without those that a target decides, for a look at the rest.
  Map<String, ConfigValue> fixed() {
    Map<String, ConfigValue> fixed = new TreeMap<>();
    if (probe != null) {
      probe.forEach(
          (key, value) -> {
            if (!TargetLabels.isOpen(value.render())) {
              fixed.put(key, value);
            }
          });
    }
    fixed.put("url", ConfigValueFactory.fromAnyRef("https://target.invalid"));
    return fixed;
  }
}
