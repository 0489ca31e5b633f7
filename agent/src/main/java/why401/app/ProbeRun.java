package why401.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.Diagnostician;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.verdict.Verdict;
import why401.experiment.DiagnosisSession;
import why401.experiment.RefusedRun;
import why401.incident.Incident;
import why401.incident.IncidentTracker;
import why401.metrics.AgentMetrics;
import why401.probe.AccountProtectingProber;
import why401.probe.ClockSkew;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.RequestVariation;
import why401.server.StatusEvents;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.RenewalFailure;
import why401.token.TokenSource;

/// The walk of one probe: token, probe, diagnosis, incident, metrics.
final class ProbeRun {
  private final Parts parts;
  private final ClockSkew skews = new ClockSkew();

  /// What the walk passes through.
  record Parts(
      TokenSource tokens,
      AccountProtectingProber prober,
      DiagnosisSession examination,
      BackgroundCollector surroundings,
      IncidentTracker incidents,
      AgentMetrics metrics,
      StatusEvents changes,
      InstantSource clock) {}

  ProbeRun(Parts parts) {
    this.parts = parts;
  }

  /// Runs `watched` once and says how it ended.
  Outcome run(ProbeState probeState) {
    Probe probe = probeState.probe();
    Credentials credentials = new Credentials.None();
    Outcome outcome;
    switch (authorize(probeState)) {
      case CredentialsResult.Ready ready -> {
        credentials = ready.credentials();
        outcome = parts.prober().send(probe, credentials, new RequestVariation.AsConfigured());
      }
      case CredentialsResult.Unavailable unavailable ->
          outcome = withheldFor(unavailable.failure());
    }
    probeState.ran(outcome, credentials);
    parts.metrics().ran(probe, outcome, skews.of(outcome));
    concludeOrCount(probeState, credentials, outcome);
    parts.changes().probe(probe.name());
    return outcome;
  }

  private CredentialsResult authorize(ProbeState probeState) {
    Credential credential = probeState.credential();
    if (credential == null) {
      return new CredentialsResult.Ready(new Credentials.None());
    }
    return parts
        .tokens()
        .authorize(credential, AccountProtectingProber.patience(probeState.probe()));
  }

  private Outcome withheldFor(RenewalFailure failure) {
    Outcome.Withheld.Reason reason =
        failure.reason() == RenewalFailure.Reason.ACCOUNT_PROTECTION
            ? Outcome.Withheld.Reason.ACCOUNT_PROTECTION
            : Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE;
    return new Outcome.Withheld(now(), reason, failure);
  }

  /// A fault in what follows a run is none of the run: it is counted and logged.
  private void concludeOrCount(ProbeState probeState, Credentials credentials, Outcome outcome) {
    try {
      conclude(probeState, credentials, outcome);
    } catch (RuntimeException | StackOverflowError e) {
      failed(probeState, e);
      parts.incidents().inconclusive(probeState.probe().name());
    }
  }

  private void failed(ProbeState probeState, Throwable fault) {
    parts.metrics().internalError(AgentMetrics.Part.DIAGNOSIS);
    Faults.log(probeState.probe().name() + ": the diagnosis", fault);
  }

  private void conclude(ProbeState probeState, Credentials credentials, Outcome outcome) {
    String name = probeState.probe().name();
    switch (outcome) {
      case Outcome.Accepted accepted -> {
        if (parts
            .incidents()
            .accepted(name, outcome.at(), open -> end(probeState, credentials, accepted, open))) {
          probeState.closed();
        }
      }
      case Outcome.Refused refused -> {
        Verdict verdict = explainRefusal(probeState, credentials, refused);
        parts.metrics().refused(probeState.probe(), verdict.cause());
        recordRefusal(probeState, refused.exchange().status(), outcome.at(), verdict);
      }
      case Outcome.Withheld withheld -> concludeWithheld(probeState, credentials, withheld);
      case Outcome.Unexpected _, Outcome.Unreachable _ -> parts.incidents().inconclusive(name);
    }
  }

  /// How `open` ended; what it was when last seen, if no more is known, as after a restart.
  private Incident.End end(
      ProbeState probeState, Credentials credentials, Outcome.Accepted accepted, Incident open) {
    try {
      return probeState
          .ended(accepted.exchange(), credentials)
          .map(known -> new Incident.End(known.endedBy(), known.cause()))
          .orElseGet(() -> new Incident.End(null, open.verdict().cause()));
    } catch (RuntimeException | StackOverflowError e) {
      failed(probeState, e);
      return new Incident.End(null, open.verdict().cause());
    }
  }

  private void concludeWithheld(
      ProbeState probeState, Credentials credentials, Outcome.Withheld outcome) {
    switch (outcome.reason()) {
      case SHUTDOWN -> {}
      case ACCOUNT_PROTECTION -> {
        // Without a case of its own, another probe's refusals hold it back: say so, once it is
        // sure.
        DiagnosisCache open = probeState.open();
        if (open != null) {
          recordRefusal(probeState, open.status(), outcome.at(), open.verdict());
        } else if (parts.prober().holdsBack(probeState.probe().credential(), credentials)) {
          recordRefusal(probeState, 0, outcome.at(), explainWithheld(probeState, outcome));
        }
      }
      case CREDENTIAL_UNAVAILABLE -> {
        if (!firstTokenOnItsWay(probeState)) {
          recordRefusal(probeState, 0, outcome.at(), explainWithheld(probeState, outcome));
        }
      }
    }
  }

  /// Whether the very first token is still being fetched: nothing has failed yet.
  private boolean firstTokenOnItsWay(ProbeState probeState) {
    return probeState.credential() instanceof Credential.Renewable renewable
        && parts
            .tokens()
            .state(renewable.name())
            .filter(state -> state.generation() == 0 && state.lastFailure() == null)
            .isPresent();
  }

  private void recordRefusal(ProbeState probeState, int status, Instant at, Verdict verdict) {
    parts.incidents().refused(probeState.probe(), status, at, verdict);
  }

  /// The verdict on a refusal, examined unless it looks like the one that was examined last.
  Verdict explainRefusal(ProbeState probeState, Credentials credentials, Outcome.Refused refused) {
    return cachedOr(
        probeState,
        refused,
        () -> {
          int addresses = parts.prober().addresses(probeState.probe()).size();
          Background background = parts.surroundings().of(probeState, addresses);
          RefusedRun run =
              new RefusedRun(probeState.probe(), probeState.credential(), credentials, refused);
          Diagnosis.Concluded found = parts.examination().refused(run, background);
          probeState.discriminates(
              tellsMissingFromWrong(found.verdict(), refused.exchange().status()));
          return found;
        });
  }

  /// Whether the target answered a request without a credential otherwise than ours.
  private static boolean tellsMissingFromWrong(Verdict found, int status) {
    return found.experiments().stream()
        .filter(report -> report.name().equals(new Experiment.AnonymousControl().label()))
        .anyMatch(report -> report.status() >= 400 && report.status() != status);
  }

  /// The verdict on a run that had nothing to send.
  Verdict explainWithheld(ProbeState probeState, Outcome.Withheld outcome) {
    Credential credential = probeState.credential();
    String type = credential == null ? null : credential.type();
    return cachedOr(
        probeState,
        outcome,
        () ->
            parts
                .examination()
                .withheld(
                    probeState.probe(), type, outcome, parts.surroundings().of(probeState, 0)));
  }

  /// The verdict on `outcome`: the one that stands, if it looks like the refusal that was examined.
  private Verdict cachedOr(
      ProbeState probeState, Outcome outcome, Supplier<Diagnosis.Concluded> examine) {
    boolean renewable = probeState.credential() instanceof Credential.Renewable;
    String look = DiagnosisCache.lookOf(outcome, renewable);
    DiagnosisCache open = probeState.open();
    if (open != null && !open.needsLook(look, outcome.at())) {
      return open.verdict();
    }
    Diagnosis.Concluded found = found(probeState, outcome, open, examine);
    DiagnosisCache now =
        open == null
            ? DiagnosisCache.first(look, outcome, found)
            : open.again(look, outcome, found);
    probeState.open(now);
    return now.verdict();
  }

  /// What the examination finds. If it fails, the refusal is still one: what was found before
  /// holds, or nothing is known of it but itself.
  private Diagnosis.Concluded found(
      ProbeState probeState,
      Outcome outcome,
      @Nullable DiagnosisCache open,
      Supplier<Diagnosis.Concluded> examine) {
    try {
      return examine.get();
    } catch (RuntimeException | StackOverflowError e) {
      failed(probeState, e);
      return open == null ? Diagnostician.unexplained(outcome) : open.found();
    }
  }

  private Instant now() {
    return parts.clock().instant();
  }
}
