package why401.config;

import java.util.List;

/// What came of an attempt to load a configuration.
public sealed interface Loading {
  /// The files that were read, as they were then: what [ConfigurationWatcher] compares with.
  Inputs inputs();

  /// A configuration that can be run.
  ///
  /// @param warnings in the order of the file
  record Loaded(Configuration configuration, List<Problem> warnings, Inputs inputs)
      implements Loading {
    /// Copies.
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  /// Nothing that can be run.
  ///
  /// @param problems every error, in the order of the file
  record Invalid(List<Problem> problems, Inputs inputs) implements Loading {
    /// Copies.
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
