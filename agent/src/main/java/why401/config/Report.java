package why401.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects errors and warnings; the same one at the same place counts once.
final class Report {
  private final Set<Problem> errors = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();

  void error(Place place, String message) {
    errors.add(new Problem(place.file(), place.line(), message));
  }

  void warn(Place place, String message) {
    warnings.add(new Problem(place.file(), place.line(), message));
  }

  int errorCount() {
    return errors.size();
  }

  List<Problem> errors(List<String> files) {
    return inOrder(errors, files);
  }

  List<Problem> warnings(List<String> files) {
    return inOrder(warnings, files);
  }

  /// In the order in which the files were read, then by line.
  private static List<Problem> inOrder(Set<Problem> problems, List<String> files) {
    return problems.stream()
        .sorted(
            Comparator.comparingInt((Problem problem) -> files.indexOf(problem.file()))
                .thenComparingInt(Problem::line)
                .thenComparing(Problem::message))
        .toList();
  }
}
