package why401.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;
import why401.experiment.DiagnosisSession;
import why401.incident.Incident;
import why401.incident.IncidentTracker;
import why401.metrics.AgentMetrics;
import why401.probe.AccountProtectingProber;
import why401.probe.ClockSkew;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.RequestVariation;
import why401.server.StatusEvents;
import why401.token.CredentialStatus;
import why401.token.Credentials;
import why401.token.RenewalFailure;
import why401.token.TargetResponse.Reaction;
import why401.token.TokenSource;

/// The steps of one probe: token, request, diagnosis, incident, metrics.
public final class ProbeRun {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeRun.class);

  private static final Finding SLOWED_DOWN =
      new Finding(
          Finding.From.HISTORY,
          "It was refused so often that a filter might ban the agent's address, so the target is"
              + " asked less often, and nothing more is tried, until something changes.");

  private static final Finding PREVIOUS_TOKEN =
      new Finding(
          Finding.From.HISTORY,
          "The previous token is sent for up to a minute, since the new one is not accepted yet.");

  private static final Duration AT_THE_END = Duration.ofSeconds(10);

  private final Parts parts;
  private final RefusedCrowd crowd = new RefusedCrowd();
  private final RefusalExplainer explainer;
  private final ClockSkew clockSkew = new ClockSkew();
  private final MaintenanceCalendar maintenance = new MaintenanceCalendar();

  /// The collaborators of a run.
  public record Parts(
      TokenSource tokens,
      TokenFeedback feedback,
      AccountProtectingProber prober,
      DiagnosisSession diagnosisSession,
      BackgroundCollector background,
      IncidentTracker incidents,
      AgentMetrics metrics,
      StatusEvents changes,
      HeldProbes held,
      InstantSource clock) {}

  /// Runs probes with `parts`.
  public ProbeRun(Parts parts) {
    this.parts = parts;
    this.explainer = new RefusalExplainer(parts, crowd);
  }

  /// Runs the probe once.
  public Outcome run(ProbeState probeState) {
    Sent sent = send(probeState);
    if (parts.held().releases(probeState, sent.what(), sent.outcome())) {
      sent = send(probeState);
    }
    Reaction reaction = parts.feedback().report(probeState, sent.what(), sent.outcome());
    if (reaction == Reaction.SUPERSEDED) {
      // It was replaced while it was on its way, which is not the target's fault.
      sent = send(probeState);
      reaction = parts.feedback().report(probeState, sent.what(), sent.outcome());
    }
    Credentials credentials = sent.what().credentials();
    Outcome outcome = sent.outcome();
    boolean before = probeState.slowedDown();
    probeState.record(outcome, credentials, sent.what().probe().companions().ready());
    parts.metrics().ran(probeState.probe(), outcome, clockSkew.of(outcome));
    join(probeState, outcome);
    concludeOrCount(probeState, sent, reaction);
    int left = parts.prober().refusalsLeft(probeState.probe());
    probeState.examined(left, crowd.size(probeState.place()), credentials);
    tellBrake(probeState, before);
    parts.changes().probe(probeState.probe().name());
    return outcome;
  }

  private void join(ProbeState probeState, Outcome outcome) {
    switch (outcome) {
      case Outcome.Accepted _ ->
          crowd.accepted(probeState.place(), probeState.probe().name(), outcome.at());
      case Outcome.Refused _ -> crowd.refused(probeState.place(), probeState.probe().name());
      case Outcome.Unexpected _, Outcome.Unreachable _, Outcome.Withheld _ -> {}
    }
  }

  /// What was sent, and what came of it.
  private record Sent(RunCredentials.Ready what, Outcome outcome) {}

  private Sent send(ProbeState probeState) {
    if (maintenance.covers(probeState.probe().alert().maintenance(), now())) {
      return new Sent(
          new RunCredentials.Ready(probeState.probe(), new Credentials.None()), maintained());
    }
    return switch (RunCredentials.of(probeState, parts.tokens(), now())) {
      case RunCredentials.Ready ready -> new Sent(ready, send(probeState, ready));
      case RunCredentials.Lack missing -> {
        Credential lacking = missing.credential();
        probeState.subject(probeState.seenFrom(lacking == null ? null : lacking.name()));
        yield new Sent(
            new RunCredentials.Ready(probeState.probe(), new Credentials.None()),
            withheldFor(missing.failure()));
      }
    };
  }

  private Outcome send(ProbeState probeState, RunCredentials.Ready ready) {
    boolean asked = probeState.hold().takeTry();
    RefusalBrake brake = probeState.brake();
    return !asked
            && brake.holds(ready.probe(), ready.credentials(), now())
            && !crowd.acceptedAt(probeState.place()).isAfter(brake.at())
        ? slowedDown()
        : parts
            .prober()
            .send(ready.probe(), ready.credentials(), new RequestVariation.AsConfigured());
  }

  private void tellBrake(ProbeState probeState, boolean before) {
    boolean slow = probeState.slowedDown();
    Probe probe = probeState.probe();
    parts.metrics().slowedDown(probe, slow);
    if (slow && !before) {
      LOG.warn(
          "{}: refused so often that a filter might ban the agent's address; asked every {} s until"
              + " something changes, and no more is tried",
          probe.name(),
          probeState.brake().pause(RefusalBrake.interval(probe)).toSeconds());
    } else if (before && !slow) {
      LOG.info("{}: asked at its interval again", probe.name());
    }
  }

  /// Left out, so that the agent is not banned for asking.
  private Outcome slowedDown() {
    String why =
        "the target refused the same often; it is asked less often until something changes";
    RenewalFailure.Reason reason = RenewalFailure.Reason.ACCOUNT_PROTECTION;
    return new Outcome.Withheld(
        now(), Outcome.Withheld.Reason.SLOWED_DOWN, RenewalFailure.of(now(), reason, why));
  }

  private Outcome maintained() {
    String why = "the target is under maintenance";
    return new Outcome.Withheld(
        now(),
        Outcome.Withheld.Reason.MAINTENANCE,
        RenewalFailure.of(now(), RenewalFailure.Reason.SHUTDOWN, why));
  }

  private Outcome withheldFor(RenewalFailure failure) {
    Outcome.Withheld.Reason reason =
        failure.detail() == RenewalFailure.Detail.CLUSTER
            ? Outcome.Withheld.Reason.CLUSTER
            : failure.reason() == RenewalFailure.Reason.ACCOUNT_PROTECTION
                ? Outcome.Withheld.Reason.ACCOUNT_PROTECTION
                : Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE;
    return new Outcome.Withheld(now(), reason, failure);
  }

  /// A failure in what follows a run does not fail the run: it is counted and logged.
  private void concludeOrCount(ProbeState probeState, Sent sent, Reaction reaction) {
    try {
      conclude(probeState, sent, reaction);
    } catch (RuntimeException | StackOverflowError e) {
      explainer.count(probeState, e);
      parts.incidents().inconclusive(probeState.probe().name());
    }
  }

  private void conclude(ProbeState probeState, Sent sent, Reaction reaction) {
    Credentials credentials = sent.what().credentials();
    Outcome outcome = sent.outcome();
    String name = probeState.probe().name();
    switch (outcome) {
      case Outcome.Accepted accepted -> {
        boolean ends = parts.incidents().open(name).isPresent();
        if (parts
            .incidents()
            .accepted(name, outcome.at(), open -> end(probeState, credentials, accepted, open))) {
          probeState.closed();
          if (ends) {
            parts.held().neighbourAccepted(probeState);
          }
        }
      }
      case Outcome.Refused refused -> {
        Verdict verdict = explainRefusal(probeState, sent.what(), refused);
        parts.metrics().refused(probeState.probe(), verdict.cause());
        parts.held().refused(probeState, sent.what(), refused, verdict);
        Verdict told = reaction == Reaction.PREVIOUS_TOKEN ? verdict.with(PREVIOUS_TOKEN) : verdict;
        recordRefusal(probeState, refused.exchange().status(), outcome.at(), told);
      }
      case Outcome.Withheld withheld -> concludeWithheld(probeState, sent.what(), withheld);
      case Outcome.Unexpected _, Outcome.Unreachable _ -> parts.incidents().inconclusive(name);
    }
  }

  /// How `open` ended; the last known cause if no more is known, as after a restart.
  private Incident.End end(
      ProbeState probeState, Credentials credentials, Outcome.Accepted accepted, Incident open) {
    try {
      ProbeState view = probeState.subject();
      Credentials own = view == probeState ? credentials : view.goodCredentials();
      return view.ended(accepted.exchange(), own)
          .map(known -> new Incident.End(known.endedBy(), known.cause()))
          .orElseGet(() -> new Incident.End(null, open.verdict().cause()));
    } catch (RuntimeException | StackOverflowError e) {
      explainer.count(probeState, e);
      return new Incident.End(null, open.verdict().cause());
    }
  }

  private void concludeWithheld(
      ProbeState probeState, RunCredentials.Ready what, Outcome.Withheld outcome) {
    switch (outcome.reason()) {
      // Of a cluster without a majority another alert tells; the credential may be right.
      case SHUTDOWN, MAINTENANCE, CLUSTER -> {}
      case ACCOUNT_PROTECTION -> {
        // Without an incident of its own, another probe's refusals hold it back: report that once
        // it is certain.
        boolean certain =
            probeState.open() != null
                || parts.prober().holdsBack(what.probe(), what.credentials())
                || parts.prober().holdsBackProxy(probeState.probe());
        DiagnosisCache open = certain ? explainer.held(probeState, outcome) : null;
        if (open != null) {
          recordRefusal(probeState, open.status(), outcome.at(), open.verdict());
        } else if (certain) {
          recordRefusal(probeState, 0, outcome.at(), explainWithheld(probeState, outcome));
        }
      }
      case SLOWED_DOWN -> {
        DiagnosisCache open = probeState.open();
        if (open != null) {
          Verdict verdict = explainer.before(probeState, open).with(SLOWED_DOWN);
          recordRefusal(probeState, open.status(), outcome.at(), verdict);
        }
      }
      case CREDENTIAL_UNAVAILABLE -> {
        boolean late = outcome.failure().reason() == RenewalFailure.Reason.TIMEOUT;
        if (!late || !tokenOnItsWay(probeState, outcome.at())) {
          recordRefusal(probeState, 0, outcome.at(), explainWithheld(probeState, outcome));
        }
      }
    }
  }

  /// Whether the very first token is still being fetched, or the next one of a provider that issues
  /// it only at the end of the one before. Nothing has failed yet.
  private boolean tokenOnItsWay(ProbeState probeState, Instant now) {
    return probeState.subject().credential() instanceof Credential.Renewable renewable
        && parts
            .tokens()
            .state(renewable.name())
            .filter(state -> state.lastFailure() == null)
            .filter(state -> state.generation() == 0 || !endedBefore(state, now.minus(AT_THE_END)))
            .isPresent();
  }

  private static boolean endedBefore(CredentialStatus state, Instant time) {
    return state.expiresAt() == null || state.expiresAt().isBefore(time);
  }

  private void recordRefusal(ProbeState probeState, int status, Instant at, Verdict verdict) {
    parts.incidents().refused(probeState.subject().probe(), status, at, verdict);
  }

  /// The verdict on a refusal.
  public Verdict explainRefusal(
      ProbeState probeState, RunCredentials.Ready sent, Outcome.Refused refused) {
    return explainer.refused(probeState, sent, refused);
  }

  /// The verdict on a run that had nothing to send.
  public Verdict explainWithheld(ProbeState probeState, Outcome.Withheld outcome) {
    return explainer.withheld(probeState, outcome);
  }

  /// The probe is gone.
  public void forget(String probe) {
    crowd.forget(probe);
  }

  private Instant now() {
    return parts.clock().instant();
  }
}
