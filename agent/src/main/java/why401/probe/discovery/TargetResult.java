package why401.probe.discovery;

import java.util.List;
import why401.config.target.Target;

/// What came of asking for targets.
public sealed interface TargetResult {
  /// A list.
  ///
  /// @param content in the format of Prometheus, to be kept
  record Listed(List<Target> targets, String content) implements TargetResult {
    /// Copies.
    public Listed {
      targets = List.copyOf(targets);
    }
  }

  /// The same as before, or nothing yet.
  record Unchanged() implements TargetResult {}

  /// None.
  ///
  /// @param why without secrets
  record Failed(List<String> why) implements TargetResult {
    /// Copies.
    public Failed {
      why = List.copyOf(why);
    }
  }
}
