package why401.experiment;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.Diagnostician;
import why401.diagnosis.RenewalFailureExplainer;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.verdict.RemainingBudget;
import why401.diagnosis.verdict.Verdict;
import why401.probe.AccountProtectingProber;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.response.ResponseInterpreter;

/// Diagnoses one refused run: evidence, question, experiment, and again, until there is a verdict.
/// Thread-safe.
public final class DiagnosisSession {
  private static final Logger LOG = LoggerFactory.getLogger(DiagnosisSession.class);
  private static final String USED_UP = "the extra requests of this hour are used up";
  private static final String FAILED = "a fault of the agent ended it";

  private final Diagnostician diagnostician = new Diagnostician();
  private final Experimenter experimenter;
  private final ResponseInterpreter reader;
  private final RenewalFailureExplainer explainer;
  private final ExperimentBudget budgets;
  private final AccountProtectingProber prober;
  private final Clocks clocks;
  private final DiagnosisListener listener;

  /// The two clocks that a diagnosis reads.
  ///
  /// @param wall the agent's clock
  /// @param nanos for durations
  public record Clocks(InstantSource wall, LongSupplier nanos) {}

  /// Wires one for the whole agent.
  public DiagnosisSession(
      Experimenter experimenter,
      ResponseInterpreter reader,
      ExperimentBudget budgets,
      AccountProtectingProber prober,
      Clocks clocks,
      DiagnosisListener listener) {
    this.experimenter = experimenter;
    this.reader = reader;
    this.explainer = new RenewalFailureExplainer(reader);
    this.budgets = budgets;
    this.prober = prober;
    this.clocks = clocks;
    this.listener = listener;
  }

  /// Explains a refusal, with experiments.
  public Diagnosis.Concluded refused(RefusedRun run, Background background) {
    long start = clocks.nanos().getAsLong();
    Symptom symptom =
        new Symptom.Refused(
            Observation.of(run.refused(), reader), CredentialFacts.of(run.credentials()));
    Evidence evidence =
        new Evidence(
            clocks.wall().instant(),
            symptom,
            background,
            left(budgets.left(run.probe()), run),
            List.of());
    while (true) {
      switch (diagnostician.examine(evidence)) {
        case Diagnosis.Concluded concluded -> {
          return concluded(run.probe(), concluded, start);
        }
        case Diagnosis.Asks asks -> evidence = answered(asks, run, evidence);
      }
    }
  }

  private Evidence answered(Diagnosis.Asks asks, RefusedRun run, Evidence evidence) {
    int reserved =
        Math.min(
            Math.max(1, Diagnostician.requests(evidence, asks.experiment())),
            Math.max(1, evidence.budget().requests()));
    boolean mayAsk = budgets.reserve(run.probe(), reserved);
    ExperimentResult result =
        mayAsk
            ? perform(asks.experiment(), run, most(asks.experiment(), evidence.budget()))
            : new ExperimentResult.Declined(asks.experiment(), USED_UP);
    int requests = requests(asks.experiment(), run, evidence, result, reserved);
    if (mayAsk) {
      budgets.settle(run.probe(), reserved, requests);
    }
    if (requests > 0) {
      listener.experimented(asks.experiment().label(), requests);
    }
    int left = mayAsk ? Math.max(0, evidence.budget().requests() - requests) : 0;
    return evidence.with(result, left(left, run), clocks.wall().instant());
  }

  private static int most(Experiment experiment, RemainingBudget budget) {
    // Once the control resource accepts, nothing is counted against the agent.
    return asksIssuer(experiment) || experiment instanceof Experiment.ControlResource
        ? budget.requests()
        : Math.max(1, Math.min(budget.requests(), budget.atTarget()));
  }

  /// A fault of an experiment ends that experiment alone.
  private ExperimentResult perform(Experiment experiment, RefusedRun run, int left) {
    try {
      return experimenter.perform(experiment, run, left);
    } catch (RuntimeException | StackOverflowError e) {
      listener.failed(experiment.label(), e);
      return new ExperimentResult.Declined(experiment, FAILED);
    }
  }

  /// What it cost; all that was reserved if it failed midway.
  private static int requests(
      Experiment experiment,
      RefusedRun run,
      Evidence evidence,
      ExperimentResult result,
      int reserved) {
    if (result instanceof ExperimentResult.Declined(Experiment _, String why)) {
      return why.equals(FAILED) ? reserved : 0;
    }
    boolean discovery = result.requests() > 0 && discovers(experiment, run, evidence);
    return result.requests() + (discovery ? 1 : 0);
  }

  /// Whether the experiment reads the issuer's metadata first; a renewable credential has read it
  /// already.
  private static boolean discovers(Experiment experiment, RefusedRun run, Evidence evidence) {
    boolean issuer = asksIssuer(experiment);
    boolean first = evidence.answers().stream().noneMatch(one -> asksIssuer(one.experiment()));
    return issuer && first && !(run.credential() instanceof Credential.Renewable);
  }

  private static boolean asksIssuer(Experiment experiment) {
    return experiment instanceof Experiment.KeyLookup
        || experiment instanceof Experiment.Introspection;
  }

  private RemainingBudget left(int requests, RefusedRun run) {
    return new RemainingBudget(requests, attemptsLeft(run), prober.refusalsLeft(run.probe()));
  }

  private int attemptsLeft(RefusedRun run) {
    String credential = run.probe().credential();
    return credential == null || prober.holdsBack(run.probe(), run.credentials()) ? 0 : 1;
  }

  /// Explains why there was nothing to send, without a request.
  ///
  /// @param credentialType `type` of the credential, or null for an anonymous probe
  public Diagnosis.Concluded withheld(
      Probe probe,
      @Nullable String credentialType,
      Outcome.Withheld outcome,
      Background background) {
    long start = clocks.nanos().getAsLong();
    String type = credentialType == null ? "" : credentialType;
    return concluded(
        probe, explainer.explain(outcome, type, background, clocks.wall().instant()), start);
  }

  private Diagnosis.Concluded concluded(Probe probe, Diagnosis.Concluded concluded, long start) {
    Verdict verdict = concluded.verdict();
    listener.examined(probe.name(), verdict, Duration.ofNanos(clocks.nanos().getAsLong() - start));
    LOG.debug(
        "probe '{}': {} ({}) of a {} credential, observed: {}",
        probe.name(),
        verdict.cause().label(),
        verdict.percent(),
        concluded.subject(),
        concluded.observations());
    return concluded;
  }
}
