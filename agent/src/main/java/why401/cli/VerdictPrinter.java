package why401.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.ExperimentReport;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;

/// Prints a verdict: the cause first, then evidence and experiments, then what to do.
final class VerdictPrinter {
  private static final int WIDTH = 96;

  private final PrintWriter out;
  private final Ink ink;
  private List<String> exchange = List.of();

  VerdictPrinter(PrintWriter out, Ink ink) {
    this.out = out;
    this.ink = ink;
  }

  /// With what was sent and what came, printed below the summary.
  VerdictPrinter exchange(List<String> lines) {
    exchange = lines;
    return this;
  }

  /// @param subject what was refused: a probe's name or a URL
  /// @param status HTTP status, 0 if nothing could be sent
  void print(String subject, int status, Verdict verdict) {
    out.println(
        ink.bad(verdict.cause().label())
            + "  "
            + ink.strong(subject)
            + "  "
            + (status == 0 ? "nothing could be sent" : "HTTP " + status)
            + ", "
            + verdict.confidence().label()
            + (verdict.percent().isEmpty() ? "" : " (" + verdict.percent() + ")")
            + ", owner: "
            + verdict.faultDomain().label().replace('_', ' '));
    wrapped("  ", "  ", verdict.summary());
    if (!verdict.orElse().isEmpty()) {
      wrapped("  ", "  ", verdict.orElse());
    }
    exchange.forEach(line -> wrapped("  ", "        ", line));
    evidence(verdict.evidence());
    experiments(verdict.experiments());
    changes(verdict.changed());
    out.println("  " + ink.strong("What to do first"));
    wrapped("    ", "    ", verdict.remedy());
    out.println("    Next: why401 runbook " + verdict.cause().label());
    out.flush();
  }

  private void evidence(List<Finding> findings) {
    if (!findings.isEmpty()) {
      out.println("  " + ink.strong("What was seen"));
      for (Finding finding : findings) {
        item(finding.from().label().replace('_', ' '), finding.finding());
      }
    }
  }

  private void experiments(List<ExperimentReport> reports) {
    if (!reports.isEmpty()) {
      out.println("  " + ink.strong("What was tried"));
      for (ExperimentReport report : reports) {
        String answer = report.status() == 0 ? "" : " (HTTP " + report.status() + ")";
        item(report.name(), report.finding() + answer);
      }
    }
  }

  private void changes(List<Change> changes) {
    if (!changes.isEmpty()) {
      out.println("  " + ink.strong("What changed since it last worked"));
      for (Change change : changes) {
        item(change.what(), change.before() + " -> " + change.after());
      }
    }
  }

  private void item(String title, @Nullable String text) {
    wrapped("    - " + title + ": ", "      ", text == null ? "" : text);
  }

  private void wrapped(String first, String next, String text) {
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.strip().split("\\s+")) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line = new StringBuilder(next);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    out.println(line);
  }
}
