package why401.experiment;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import why401.challenge.Reader;
import why401.credential.Credential;
import why401.diagnosis.Allowance;
import why401.diagnosis.Answer;
import why401.diagnosis.Background;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.Diagnostician;
import why401.diagnosis.Evidence;
import why401.diagnosis.Observation;
import why401.diagnosis.ProofFacts;
import why401.diagnosis.Question;
import why401.diagnosis.Subject;
import why401.diagnosis.Verdict;
import why401.probe.Outcome;
import why401.probe.Probe;

/// Runs the playbook for one refused run: evidence, question, experiment, and again, until there is
/// a verdict. Safe for many threads.
public final class Examination {
  private final Diagnostician diagnostician = new Diagnostician();
  private final Experimenter experimenter;
  private final Reader reader;
  private final FaultExplainer explainer;
  private final Budgets budgets;
  private final AttemptGuard guard;
  private final Clocks clocks;
  private final ExaminationListener listener;

  /// The two clocks that an examination reads.
  ///
  /// @param wall the agent's clock
  /// @param nanos for durations
  public record Clocks(InstantSource wall, LongSupplier nanos) {}

  /// Wires one for the whole agent.
  public Examination(
      Experimenter experimenter,
      Reader reader,
      Budgets budgets,
      AttemptGuard guard,
      Clocks clocks,
      ExaminationListener listener) {
    this.experimenter = experimenter;
    this.reader = reader;
    this.explainer = new FaultExplainer(reader);
    this.budgets = budgets;
    this.guard = guard;
    this.clocks = clocks;
    this.listener = listener;
  }

  /// Explains a refusal, with experiments.
  public Verdict refused(Scene scene, Background background) {
    long start = clocks.nanos().getAsLong();
    Subject subject =
        new Subject.Refused(Observation.of(scene.refused(), reader), ProofFacts.of(scene.proof()));
    Evidence evidence =
        new Evidence(
            clocks.wall().instant(),
            subject,
            background,
            new Allowance(budgets.left(scene.probe()), attemptsLeft(scene)),
            List.of());
    while (true) {
      switch (diagnostician.examine(evidence)) {
        case Diagnosis.Concluded(Verdict verdict) -> {
          return told(scene.probe(), verdict, start);
        }
        case Diagnosis.Asks asks -> evidence = asked(asks, scene, evidence);
      }
    }
  }

  private Evidence asked(Diagnosis.Asks asks, Scene scene, Evidence evidence) {
    Answer answer = experimenter.answer(asks.question(), scene, evidence.allowance().requests());
    int requests = answer.requests() + (discovers(asks.question(), scene, evidence) ? 1 : 0);
    if (answer.requests() > 0) {
      budgets.spend(scene.probe(), requests);
      listener.experimented(asks.question().experiment().label(), requests);
    }
    int left = Math.max(0, evidence.allowance().requests() - requests);
    return evidence.with(answer, new Allowance(left, attemptsLeft(scene)), clocks.wall().instant());
  }

  /// Whether answering takes a look at the issuer's metadata first: who renews knows it already.
  private static boolean discovers(Question question, Scene scene, Evidence evidence) {
    boolean issuer = asksIssuer(question);
    boolean first = evidence.answers().stream().noneMatch(one -> asksIssuer(one.question()));
    return issuer && first && !(scene.credential() instanceof Credential.Renewable);
  }

  private static boolean asksIssuer(Question question) {
    return question instanceof Question.KeyLookup || question instanceof Question.Introspection;
  }

  private int attemptsLeft(Scene scene) {
    String credential = scene.probe().credential();
    boolean held = credential == null || guard.heldBack(credential, scene.proof().fingerprint());
    return held ? 0 : 1;
  }

  /// Explains why there was nothing to send; asks nobody.
  ///
  /// @param credentialType `type` of the credential, or null for an anonymous probe
  public Verdict withheld(
      Probe probe,
      @Nullable String credentialType,
      Outcome.Withheld outcome,
      Background background) {
    long start = clocks.nanos().getAsLong();
    String type = credentialType == null ? "" : credentialType;
    Verdict verdict = explainer.explain(outcome, type, background, clocks.wall().instant());
    return told(probe, verdict, start);
  }

  private Verdict told(Probe probe, Verdict verdict, long start) {
    listener.examined(probe.name(), verdict, Duration.ofNanos(clocks.nanos().getAsLong() - start));
    return verdict;
  }
}
