package why401.config.hocon;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects errors and warnings; the same one at the same place counts once.
public final class ProblemCollector {
  private final Set<ConfigProblem> errors = new LinkedHashSet<>();
  private final Set<ConfigProblem> warnings = new LinkedHashSet<>();

  public void error(SourceLocation place, String message) {
    errors.add(new ConfigProblem(place.file(), place.line(), message));
  }

  public void warn(SourceLocation place, String message) {
    warnings.add(new ConfigProblem(place.file(), place.line(), message));
  }

  public int errorCount() {
    return errors.size();
  }

  public List<ConfigProblem> errors(List<String> files) {
    return inOrder(errors, files);
  }

  public List<ConfigProblem> warnings(List<String> files) {
    return inOrder(warnings, files);
  }

  /// Errors and warnings.
  public List<ConfigProblem> all(List<String> files) {
    Set<ConfigProblem> all = new LinkedHashSet<>(errors);
    all.addAll(warnings);
    return inOrder(all, files);
  }

  /// In the order in which the files were read, then by line.
  private static List<ConfigProblem> inOrder(Set<ConfigProblem> problems, List<String> files) {
    return problems.stream()
        .sorted(
            Comparator.comparingInt((ConfigProblem problem) -> files.indexOf(problem.file()))
                .thenComparingInt(ConfigProblem::line)
                .thenComparing(ConfigProblem::message))
        .toList();
  }
}
