package why401.config;

import java.util.List;
import why401.config.hocon.ConfigProblem;
import why401.config.hocon.SourceDigests;

/// What came of an attempt to load a configuration.
public sealed interface LoadResult {
  /// The files that were read, as they were then: what [ConfigurationWatcher] compares with.
  SourceDigests inputs();

  /// A configuration that can be run.
  ///
  /// @param warnings in the order of the file
  /// @param targets what is wrong with files of targets: these targets are missing, the rest runs
  record Loaded(
      Configuration configuration,
      List<ConfigProblem> warnings,
      List<ConfigProblem> targets,
      SourceDigests inputs)
      implements LoadResult {
    /// Copies.
    public Loaded {
      warnings = List.copyOf(warnings);
      targets = List.copyOf(targets);
    }
  }

  /// Nothing that can be run.
  ///
  /// @param problems every error, in the order of the file
  record Invalid(List<ConfigProblem> problems, SourceDigests inputs) implements LoadResult {
    /// Copies.
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
