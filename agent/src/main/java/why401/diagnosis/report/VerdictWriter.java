package why401.diagnosis.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import why401.cause.Cause;
import why401.diagnosis.differential.Differential;
import why401.diagnosis.differential.Posterior;
import why401.diagnosis.evidence.ChangeDetector;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.Verdict;

/// Writes a verdict: what follows, what was seen, what was tried, what else it may be.
public final class VerdictWriter {
  private VerdictWriter() {}

  /// The verdict that `differential` amounts to.
  public static Verdict write(Evidence evidence, Posterior posterior, Differential differential) {
    Mechanism mechanism = differential.mechanism();
    Wording wording = Wording.of(evidence, posterior, mechanism);
    return new Verdict(
        differential.cause(),
        differential.confidence(),
        differential.domain(),
        new Verdict.Odds(
            rounded(differential.probability()), mechanism.id(), alternatives(differential)),
        hedge(differential) + wording.fill(mechanism.notes().summary()) + left(differential),
        new Story(evidence, posterior, mechanism).findings(),
        ExperimentSummaries.of(evidence.answers()),
        changes(evidence),
        wording.fill(mechanism.notes().remedy()) + apart(evidence, posterior, differential));
  }

  private static List<Verdict.Alternative> alternatives(Differential differential) {
    return differential.alternatives().stream()
        .map(
            one ->
                new Verdict.Alternative(
                    one.cause(), one.mechanism().id(), rounded(one.probability()), one.because()))
        .toList();
  }

  private static String hedge(Differential differential) {
    return switch (differential.confidence()) {
      case CERTAIN -> "";
      case LIKELY -> "Likely: ";
      case POSSIBLE -> differential.cause() == Cause.UNKNOWN ? "" : "Possibly: ";
    };
  }

  /// The causes that are left of an undecided case.
  private static String left(Differential differential) {
    return differential.cause() != Cause.UNKNOWN || differential.alternatives().isEmpty()
        ? ""
        : differential.alternatives().stream()
            .map(
                one ->
                    "%s (%.0f %%)"
                        .formatted(one.cause().label().replace('_', ' '), 100 * one.probability()))
            .collect(Collectors.joining(", ", " It may be: ", "."));
  }

  /// What would tell them apart.
  private static String apart(Evidence evidence, Posterior posterior, Differential differential) {
    if (differential.cause() != Cause.UNKNOWN || differential.alternatives().isEmpty()) {
      return "";
    }
    return differential.alternatives().stream()
        .map(
            one ->
                "%s: %s"
                    .formatted(
                        one.cause().label().replace('_', ' '),
                        Wording.of(evidence, posterior, one.mechanism())
                            .fill(one.mechanism().notes().confirm())))
        .collect(Collectors.joining(" ", " To tell them apart: ", ""));
  }

  private static List<Change> changes(Evidence evidence) {
    return switch (evidence.symptom()) {
      case Symptom.Withheld withheld -> ChangeDetector.of(evidence, withheld.outcome().at());
      case Symptom.Refused refused -> ChangeDetector.of(new EvidenceView(evidence, refused));
    };
  }

  private static double rounded(double probability) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3f", probability));
  }
}
