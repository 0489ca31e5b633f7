package why401.config.target;

import java.util.Map;
import why401.config.hocon.SourceLocation;

/// One target of a list.
///
/// @param place where the list names it
/// @param labels those of its group, and `__address__`
public record Target(SourceLocation place, Map<String, String> labels) {
  /// The label with what the list says of where the target is.
  public static final String ADDRESS = "__address__";

  /// Copies.
  public Target {
    labels = Map.copyOf(labels);
  }

  /// The value of a label, empty if there is none.
  String label(String name) {
    return labels.getOrDefault(name, "");
  }
}
