package why401.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.Diagnostician;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.verdict.Verdict;
import why401.experiment.DiagnosisSession;
import why401.experiment.RefusedRun;
import why401.metrics.AgentMetrics;
import why401.probe.AccountProtectingProber;
import why401.probe.Outcome;

/// Finds the verdict on a refused run: the known one, that of a probe that was refused alike, or
/// that of an examination of its own.
final class RefusalExplainer {
  /// The runs of an interval are spread over it, and take some time.
  private static final Duration SPREAD = Duration.ofSeconds(30);

  private final AccountProtectingProber prober;
  private final DiagnosisSession session;
  private final BackgroundCollector background;
  private final AgentMetrics metrics;
  private final RefusedCrowd crowd;
  private final SharedDiagnoses shared;
  private final HeldPasswords heldPasswords = new HeldPasswords();

  RefusalExplainer(ProbeRun.Parts parts, RefusedCrowd crowd) {
    this.prober = parts.prober();
    this.session = parts.diagnosisSession();
    this.background = parts.background();
    this.metrics = parts.metrics();
    this.crowd = crowd;
    this.shared = new SharedDiagnoses(parts.clock());
  }

  /// The verdict on a refusal, diagnosed unless it has the signature of the last one.
  Verdict refused(ProbeState probeState, RunCredentials.Ready sent, Outcome.Refused refused) {
    String signature = signature(probeState, refused);
    DiagnosisCache open = probeState.open();
    if (open == null || open.needsDiagnosis(signature, refused.at())) {
      remember(probeState, signature, refused, examined(probeState, sent, refused));
    } else {
      takeOver(probeState, open);
    }
    return verdict(probeState);
  }

  /// The verdict on the refusal of before, for a run that is left out.
  Verdict before(ProbeState probeState, DiagnosisCache open) {
    takeOver(probeState, open);
    return verdict(probeState);
  }

  /// The verdict on the refusals that hold the password of a probe back, which are perhaps another
  /// probe's; null if none is known.
  @Nullable DiagnosisCache held(ProbeState probeState, Outcome.Withheld outcome) {
    DiagnosisCache open = probeState.open();
    heldPasswords
        .newer(probeState, open, crowd.acceptedAt(probeState.place()))
        .ifPresent(
            newer ->
                remember(
                    probeState,
                    open == null
                        ? DiagnosisCache.first(
                                signature(probeState, outcome), outcome, newer.found())
                            .examined(newer.at(), newer.key())
                        : open.taking(newer)));
    return probeState.open();
  }

  /// Takes over what was found at another probe since.
  private void takeOver(ProbeState probeState, DiagnosisCache open) {
    RefusalKey key = open.examined().key();
    if (key != null) {
      shared
          .newer(key, run(probeState, open))
          .ifPresent(newer -> remember(probeState, open.taking(newer)));
    }
  }

  private static Verdict verdict(ProbeState probeState) {
    DiagnosisCache open = probeState.open();
    if (open == null) {
      throw new IllegalStateException("diagnosis: none (expected: one of the refusal)");
    }
    return open.verdict();
  }

  private SharedDiagnoses.Run run(ProbeState probeState, @Nullable DiagnosisCache open) {
    Instant after = later(probeState.acceptedAt(), crowd.acceptedAt(probeState.place()));
    return new SharedDiagnoses.Run(
        probeState.probe().name(),
        probeState.refusedSince(),
        open == null ? after : later(after, open.examined().at()),
        RefusalBrake.interval(probeState.probe()).plus(SPREAD));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private SharedDiagnoses.Dated examined(
      ProbeState probeState, RunCredentials.Ready sent, Outcome.Refused refused) {
    DiagnosisCache open = probeState.open();
    try {
      Optional<RefusalKey> key = RefusalKey.of(probeState, sent, refused);
      if (key.isPresent()) {
        probeState.subject(probeState);
        SharedDiagnoses.Dated dated =
            shared.of(
                key.get(),
                run(probeState, open),
                () -> background.acceptedSiblings(probeState),
                since -> one(probeState, sent, refused, since));
        heldPasswords.examined(probeState, dated);
        return dated;
      }
      Diagnosis.Concluded found =
          SeveralCredentials.explain(
              probeState,
              sent,
              refused,
              (view, seen, asSeen) -> one(view, seen, asSeen, Instant.EPOCH));
      return new SharedDiagnoses.Dated(found, refused.at(), null);
    } catch (RuntimeException | StackOverflowError e) {
      return failed(probeState, refused, open, e);
    }
  }

  /// If the examination fails, the refusal is still one: what was found before holds, or nothing is
  /// known of it but itself.
  private SharedDiagnoses.Dated failed(
      ProbeState probeState, Outcome outcome, @Nullable DiagnosisCache open, Throwable fault) {
    count(probeState, fault);
    return new SharedDiagnoses.Dated(
        open == null ? Diagnostician.unexplained(outcome) : open.found(), outcome.at(), null);
  }

  /// A fault of the agent in what follows a run.
  void count(ProbeState probeState, Throwable fault) {
    metrics.internalError(AgentMetrics.Part.DIAGNOSIS);
    Faults.log(probeState.probe().name() + ": the diagnosis", fault);
  }

  private static void remember(
      ProbeState probeState, String signature, Outcome outcome, SharedDiagnoses.Dated found) {
    DiagnosisCache open = probeState.open();
    DiagnosisCache now =
        open == null
            ? DiagnosisCache.first(signature, outcome, found.found())
            : open.again(signature, outcome, found.found());
    remember(probeState, now.examined(found.at(), found.key()));
  }

  private static void remember(ProbeState probeState, DiagnosisCache found) {
    probeState.open(found);
    probeState.subject().open(found);
  }

  private static String signature(ProbeState probeState, Outcome outcome) {
    boolean renewable =
        probeState.credentials().stream().anyMatch(Credential.Renewable.class::isInstance);
    return DiagnosisCache.signatureOf(outcome, renewable);
  }

  /// Examines the refusal as seen from one credential.
  private Diagnosis.Concluded one(
      ProbeState view, RunCredentials.Ready sent, Outcome.Refused refused, Instant since) {
    int addresses = prober.addresses(sent.probe()).size();
    Background known = background.of(view, addresses, since);
    RefusedRun run = new RefusedRun(sent.probe(), view.credential(), sent.credentials(), refused);
    Diagnosis.Concluded found = session.refused(run, known);
    view.discriminates(tellsMissingFromWrong(found.verdict(), refused.exchange().status()));
    return found;
  }

  /// Whether the target responded differently to a request without a credential.
  private static boolean tellsMissingFromWrong(Verdict found, int status) {
    return found.experiments().stream()
        .filter(report -> report.name().equals(new Experiment.AnonymousControl().label()))
        .anyMatch(report -> report.status() >= 400 && report.status() != status);
  }

  /// The verdict on a run that had nothing to send.
  Verdict withheld(ProbeState probeState, Outcome.Withheld outcome) {
    String signature = signature(probeState, outcome);
    DiagnosisCache open = probeState.open();
    if (open == null || open.needsDiagnosis(signature, outcome.at())) {
      remember(probeState, signature, outcome, explained(probeState, outcome, open));
    }
    return verdict(probeState);
  }

  private SharedDiagnoses.Dated explained(
      ProbeState probeState, Outcome.Withheld outcome, @Nullable DiagnosisCache open) {
    ProbeState view = probeState.subject();
    Credential credential = view.credential();
    String type = credential == null ? null : credential.type();
    try {
      return new SharedDiagnoses.Dated(
          session.withheld(view.probe(), type, outcome, background.of(view, 0)),
          outcome.at(),
          null);
    } catch (RuntimeException | StackOverflowError e) {
      return failed(probeState, outcome, open, e);
    }
  }
}
