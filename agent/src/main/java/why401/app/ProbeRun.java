package why401.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import why401.credential.Credential;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.ExperimentType;
import why401.diagnosis.verdict.Verdict;
import why401.experiment.DiagnosisSession;
import why401.experiment.RefusedRun;
import why401.incident.IncidentTracker;
import why401.metrics.AgentMetrics;
import why401.probe.AccountProtectingProber;
import why401.probe.ClockSkew;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.Prober;
import why401.probe.RequestVariation;
import why401.server.StatusEvents;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.RenewalFailure;
import why401.token.TokenSource;

/// The walk of one probe: token, probe, diagnosis, incident, metrics.
final class ProbeRun {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Parts parts;
  private final AccountProtectingProber gate;
  private final ClockSkew skews = new ClockSkew();

  /// What the walk passes through.
  record Parts(
      TokenSource tokens,
      Prober prober,
      DiagnosisSession examination,
      BackgroundCollector surroundings,
      IncidentTracker incidents,
      AgentMetrics metrics,
      StatusEvents changes,
      InstantSource clock) {}

  ProbeRun(Parts parts, AccountProtectingProber gate) {
    this.parts = parts;
    this.gate = gate;
  }

  /// Runs `watched` once and says how it ended.
  Outcome run(ProbeState probeState) {
    Probe probe = probeState.probe();
    Credentials credentials = new Credentials.None();
    Outcome outcome;
    switch (authorize(probeState)) {
      case CredentialsResult.Ready ready -> {
        credentials = ready.credentials();
        outcome = send(probeState, credentials);
      }
      case CredentialsResult.Unavailable unavailable -> outcome = withheld(unavailable.failure());
    }
    probeState.ran(outcome, credentials);
    parts.metrics().ran(probe, outcome, skews.of(outcome));
    conclude(probeState, credentials, outcome);
    parts.changes().probe(probe.name());
    return outcome;
  }

  private CredentialsResult authorize(ProbeState probeState) {
    Credential credential = probeState.credential();
    if (credential == null) {
      return new CredentialsResult.Ready(new Credentials.None());
    }
    return parts.tokens().authorize(credential, patience(probeState.probe()));
  }

  private static Duration patience(Probe probe) {
    Duration quarter = probe.timeout().dividedBy(4);
    return quarter.compareTo(LONGEST_WAIT) < 0 ? quarter : LONGEST_WAIT;
  }

  private Outcome send(ProbeState probeState, Credentials credentials) {
    Probe probe = probeState.probe();
    if (!gate.open(probe.credential(), credentials, patience(probe))) {
      return withheld(
          RenewalFailure.of(
              now(),
              RenewalFailure.Reason.ACCOUNT_PROTECTION,
              "the password was refused too often; it is held back so that the account is not"
                  + " locked"));
    }
    Outcome outcome = parts.prober().send(probe, credentials, new RequestVariation.AsConfigured());
    gate.ended(probe.credential(), credentials, outcome);
    return outcome;
  }

  private Outcome withheld(RenewalFailure failure) {
    Outcome.Withheld.Reason reason =
        failure.reason() == RenewalFailure.Reason.ACCOUNT_PROTECTION
            ? Outcome.Withheld.Reason.ACCOUNT_PROTECTION
            : Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE;
    return new Outcome.Withheld(now(), reason, failure);
  }

  private void conclude(ProbeState probeState, Credentials credentials, Outcome outcome) {
    String name = probeState.probe().name();
    switch (outcome) {
      case Outcome.Accepted _ -> {
        if (parts.incidents().accepted(name, outcome.at())) {
          probeState.open(null);
        }
      }
      case Outcome.Refused refused -> {
        Verdict verdict = verdict(probeState, credentials, refused);
        parts.metrics().refused(probeState.probe(), verdict.cause());
        recordRefusal(probeState, refused.exchange().status(), outcome.at(), verdict);
      }
      case Outcome.Withheld withheld -> withheld(probeState, credentials, withheld);
      case Outcome.Unexpected _, Outcome.Unreachable _ -> parts.incidents().inconclusive(name);
    }
  }

  private void withheld(ProbeState probeState, Credentials credentials, Outcome.Withheld outcome) {
    switch (outcome.reason()) {
      case SHUTDOWN -> {}
      case ACCOUNT_PROTECTION -> {
        // Without a case of its own, another probe's refusals hold it back: say so, once it is
        // sure.
        DiagnosisCache open = probeState.open();
        if (open != null) {
          recordRefusal(probeState, open.status(), outcome.at(), open.verdict());
        } else if (gate.heldBack(probeState.probe().credential(), credentials)) {
          recordRefusal(probeState, 0, outcome.at(), verdict(probeState, outcome));
        }
      }
      case CREDENTIAL_UNAVAILABLE -> {
        if (!firstTokenOnItsWay(probeState)) {
          recordRefusal(probeState, 0, outcome.at(), verdict(probeState, outcome));
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

  private Verdict verdict(ProbeState probeState, Credentials credentials, Outcome.Refused refused) {
    return verdictFor(
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
        .filter(report -> report.name().equals(ExperimentType.ANONYMOUS_CONTROL.label()))
        .anyMatch(report -> report.status() >= 400 && report.status() != status);
  }

  private Verdict verdict(ProbeState probeState, Outcome.Withheld outcome) {
    Credential credential = probeState.credential();
    String type = credential == null ? null : credential.type();
    return verdictFor(
        probeState,
        outcome,
        () ->
            parts
                .examination()
                .withheld(
                    probeState.probe(), type, outcome, parts.surroundings().of(probeState, 0)));
  }

  /// The verdict on `outcome`: the one that stands, if it looks like the refusal that was examined.
  private Verdict verdictFor(
      ProbeState probeState, Outcome outcome, Supplier<Diagnosis.Concluded> examine) {
    boolean renewable = probeState.credential() instanceof Credential.Renewable;
    String look = DiagnosisCache.lookOf(outcome, renewable);
    DiagnosisCache open = probeState.open();
    if (open != null && !open.needsLook(look, outcome.at())) {
      return open.verdict();
    }
    Diagnosis.Concluded found = examine.get();
    DiagnosisCache now =
        open == null
            ? DiagnosisCache.first(look, outcome, found)
            : open.again(look, outcome, found);
    probeState.open(now);
    return now.verdict();
  }

  private Instant now() {
    return parts.clock().instant();
  }
}
