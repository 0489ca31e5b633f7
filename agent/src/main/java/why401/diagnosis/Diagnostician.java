package why401.diagnosis;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import why401.cause.Confidence;
import why401.diagnosis.differential.Differential;
import why401.diagnosis.differential.ExperimentChoice;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.differential.Posterior;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.observation.Observers;
import why401.diagnosis.observation.Subjects;
import why401.diagnosis.report.UnexplainedRefusal;
import why401.diagnosis.report.VerdictWriter;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Variable;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;

/// Holds all ways in which a refusal comes about against all that was observed: a pure function to
/// a verdict or to the experiment that separates best what is left.
public final class Diagnostician {
  private static final Finding HELD_BACK =
      new Finding(
          Finding.From.HISTORY,
          "The password is held back meanwhile, so that its account is not locked.");

  /// Concludes if nothing that may be asked is worth its requests; asks otherwise.
  public Diagnosis examine(Evidence evidence) {
    Observations observations = since(evidence.background().earlier(), evidence);
    Posterior posterior = Posterior.of(Table.shipped(), Subjects.of(evidence, false), observations);
    Differential differential = Differential.of(posterior);
    return switch (evidence.symptom()) {
      case Symptom.Withheld withheld -> held(evidence, withheld.outcome(), posterior);
      case Symptom.Refused refused ->
          next(new EvidenceView(evidence, refused), posterior, differential)
              .<Diagnosis>map(Diagnosis.Asks::new)
              .orElseGet(() -> concluded(evidence, posterior, differential));
    };
  }

  /// Extra requests that `experiment` is expected to take.
  public static int requests(Evidence evidence, Experiment experiment) {
    return evidence.symptom() instanceof Symptom.Refused refused
        ? Feasibility.cost(new EvidenceView(evidence, refused), experiment)
        : 0;
  }

  /// What is left to say of `outcome` if its examination fails.
  public static Diagnosis.Concluded unexplained(Outcome outcome) {
    Situation situation =
        outcome instanceof Outcome.Refused ? Situation.REFUSED : Situation.WITHHELD;
    return new Diagnosis.Concluded(
        UnexplainedRefusal.of(outcome),
        Observations.NONE,
        new Posterior.Subject(CredentialKind.UNKNOWN, situation));
  }

  /// Nothing is forgotten, but what was compared with an answer that is no longer given says
  /// nothing of the answer that is given now.
  private static Observations since(Observations earlier, Evidence evidence) {
    Observations now = Observers.of(Table.shipped(), evidence);
    Variable status = Table.shipped().variable("status");
    boolean other =
        earlier.latest(status).isPresent()
            && now.latest(status).isPresent()
            && !earlier.left(status).equals(now.left(status));
    return (other ? earlier.withoutAnswers() : earlier).with(now);
  }

  /// Explains what somebody captured; asks nobody.
  Diagnosis.Concluded captured(Evidence evidence) {
    Posterior posterior =
        Posterior.of(
            Table.shipped(),
            Subjects.of(evidence, true),
            Observers.ofCapture(Table.shipped(), evidence));
    return concluded(evidence, posterior, Differential.of(posterior));
  }

  private static Optional<Experiment> next(
      EvidenceView c, Posterior posterior, Differential differential) {
    if (c.repeats().anyAccepted()) {
      return ExperimentMenu.whileUnstable(c);
    }
    Map<String, Experiment> menu = ExperimentMenu.of(c);
    if (differential.confidence() == Confidence.CERTAIN) {
      return cure(differential, menu);
    }
    Map<String, Double> costs = new HashMap<>();
    menu.forEach((name, one) -> costs.put(name, (double) ExperimentMenu.cost(c, name, one)));
    return ExperimentChoice.next(posterior, costs)
        .map(choice -> menu.get(choice.experiment()))
        .or(() -> cure(differential, menu));
  }

  /// What ends the likeliest is done before it is only advised, where it is an experiment as well.
  private static Optional<Experiment> cure(
      Differential differential, Map<String, Experiment> menu) {
    return differential.mechanism().notes().endsWith().stream()
        .filter(menu::containsKey)
        .findFirst()
        .map(menu::get);
  }

  /// Holding back is our doing, not the cause: that is what was found when it was refused.
  private static Diagnosis held(Evidence evidence, Outcome.Withheld outcome, Posterior posterior) {
    Verdict before = evidence.background().previous();
    boolean protection = outcome.reason() == Outcome.Withheld.Reason.ACCOUNT_PROTECTION;
    return protection && before != null
        ? new Diagnosis.Concluded(
            before.with(HELD_BACK), evidence.background().earlier(), posterior.subject())
        : concluded(evidence, posterior, Differential.of(posterior));
  }

  private static Diagnosis.Concluded concluded(
      Evidence evidence, Posterior posterior, Differential differential) {
    Verdict verdict = VerdictWriter.write(evidence, posterior, differential);
    return new Diagnosis.Concluded(
        revised(evidence.background(), posterior, differential, verdict),
        posterior.observations(),
        posterior.subject());
  }

  private static Verdict revised(
      Background background, Posterior posterior, Differential differential, Verdict verdict) {
    Verdict before = background.previous();
    return before == null
        ? verdict
        : verdict.with(
            verdict
                .odds()
                .tippedBy(
                    new Revision(posterior, differential, before).tippedBy(background.earlier())));
  }

  static Table table() {
    return Table.shipped();
  }
}
