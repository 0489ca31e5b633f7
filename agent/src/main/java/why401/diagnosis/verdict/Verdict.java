package why401.diagnosis.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.cause.FaultDomain;
import why401.io.PlainText;

/// A conclusion with its evidence.
///
/// @param odds how probable it is, and what else it may be
/// @param summary one sentence for the person on call
/// @param remedy what to do first
public record Verdict(
    Cause cause,
    Confidence confidence,
    FaultDomain faultDomain,
    Odds odds,
    String summary,
    List<Finding> evidence,
    List<ExperimentReport> experiments,
    List<Change> changed,
    String remedy) {
  /// How probable a verdict is.
  ///
  /// @param probability of its cause
  /// @param mechanism id of the most probable one of that cause, or null if none was weighed
  /// @param alternatives the other causes that are left, the most probable first
  /// @param tippedBy what was observed that made this out of the verdict before, or null if it is
  ///   the first
  public record Odds(
      double probability,
      @Nullable String mechanism,
      List<Alternative> alternatives,
      @Nullable String tippedBy) {
    /// Nothing was weighed.
    public static final Odds NONE = new Odds(0, null, List.of());

    /// Copies.
    public Odds {
      alternatives = List.copyOf(alternatives);
    }

    /// Of a first verdict.
    public Odds(double probability, @Nullable String mechanism, List<Alternative> alternatives) {
      this(probability, mechanism, alternatives, null);
    }

    /// The same, made out of another by `observation`.
    public Odds tippedBy(@Nullable String observation) {
      return new Odds(probability, mechanism, alternatives, observation);
    }
  }

  /// Another cause that is left.
  ///
  /// @param because a plain sentence: what speaks for it
  public record Alternative(Cause cause, String mechanism, double probability, String because) {
    /// Makes it plain: it may quote others.
    public Alternative {
      because = PlainText.of(because);
    }
  }

  /// A verdict that was not weighed.
  public Verdict(
      Cause cause,
      Confidence confidence,
      FaultDomain faultDomain,
      String summary,
      List<Finding> evidence,
      List<ExperimentReport> experiments,
      List<Change> changed,
      String remedy) {
    this(
        cause, confidence, faultDomain, Odds.NONE, summary, evidence, experiments, changed, remedy);
  }

  /// Copies; one of an earlier version was not weighed.
  public Verdict {
    odds = Objects.requireNonNullElse(odds, Odds.NONE);
    summary = PlainText.of(summary);
    remedy = PlainText.of(remedy);
    evidence = List.copyOf(evidence);
    experiments = List.copyOf(experiments);
    changed = List.copyOf(changed);
  }

  /// The same, with what an earlier look saw change if this one saw nothing: by then, the changed
  /// state may have become the known one.
  public Verdict rememberingChanges(Verdict earlier) {
    return !changed.isEmpty() || earlier.changed.isEmpty()
        ? this
        : new Verdict(
            cause,
            confidence,
            faultDomain,
            odds,
            summary,
            evidence,
            experiments,
            earlier.changed,
            remedy);
  }

  /// The same, no surer than `most`.
  public Verdict atMost(Confidence most) {
    return confidence.compareTo(most) >= 0
        ? this
        : new Verdict(
            cause,
            most,
            faultDomain,
            odds,
            (most == Confidence.LIKELY ? "Likely: " : "") + summary,
            evidence,
            experiments,
            changed,
            remedy);
  }

  /// The same, with other odds.
  public Verdict with(Odds other) {
    return new Verdict(
        cause, confidence, faultDomain, other, summary, evidence, experiments, changed, remedy);
  }

  /// The probability in words for people: `84 %`, or empty if nothing was weighed.
  public String percent() {
    return odds.probability() == 0 ? "" : percent(odds.probability());
  }

  /// What else it may be, in one line, or empty: `or else: locked account (18 %)`.
  public String orElse() {
    return odds.alternatives().isEmpty()
        ? ""
        : odds.alternatives().stream()
            .map(one -> one.cause().words() + " (" + percent(one.probability()) + ")")
            .collect(Collectors.joining(", ", "or else: ", ""));
  }

  private static String percent(double probability) {
    return Math.round(100 * probability) + " %";
  }

  /// The same, with one finding more.
  public Verdict with(Finding finding) {
    List<Finding> more = new ArrayList<>(evidence);
    more.add(finding);
    return evidence.contains(finding)
        ? this
        : new Verdict(
            cause, confidence, faultDomain, odds, summary, more, experiments, changed, remedy);
  }

  /// Path of the runbook.
  public String runbook() {
    return "/runbooks/" + cause.label();
  }
}
