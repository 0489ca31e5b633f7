package why401.diagnosis.verdict;

import why401.io.PlainText;

/// What one experiment showed.
///
/// @param name value of the metric label `experiment`: `anonymous-control`, `identical-retry` …
/// @param status HTTP status of its answer, 0 without one
/// @param finding a plain sentence
/// @param requests extra requests that it cost
public record ExperimentReport(String name, int status, String finding, int requests) {
  /// Makes it plain: it may quote others.
  public ExperimentReport {
    finding = PlainText.of(finding);
  }
}
