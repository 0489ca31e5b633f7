package why401.config.hocon;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Warns of a probe or credential that two files of one folder define: HOCON merges them into one,
/// which is seldom meant.
final class Overlaps {
  private static final List<String> MAPS = List.of("probes", "credentials");

  private final Map<String, Path> seen = new HashMap<>();

  /// The file `file` with `root` in it. Without an object `why401` it is one whose names are those
  /// of probes or credentials.
  void add(Path file, ConfigObject root, SourceFiles files) {
    try {
      if (root.get("why401") instanceof ConfigObject whole) {
        for (String map : MAPS) {
          if (whole.get(map) instanceof ConfigObject named) {
            names("why401." + map, file, named, files);
          }
        }
      } else if (!root.containsKey("why401")) {
        names("", file, root, files);
      }
    } catch (ConfigException.NotResolved e) {
      // Names that a reference gives are not known yet.
      return;
    }
  }

  private void names(String path, Path file, ConfigObject named, SourceFiles files) {
    for (Map.Entry<String, ConfigValue> one : named.entrySet()) {
      if (one.getValue() instanceof ConfigObject) {
        String name = Names.path(path, one.getKey());
        Path before = seen.put(name, file);
        if (before != null && !before.equals(file)) {
          files
              .report()
              .warn(
                  files
                      .origins()
                      .place(one.getValue().origin(), new SourceLocation(file.toString(), 1)),
                  "%s: also in %s; the two are merged into one".formatted(name, before));
        }
      }
    }
  }
}
