package why401;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import why401.credential.Credential;
import why401.diagnosis.Background;
import why401.diagnosis.Experiment;
import why401.diagnosis.Verdict;
import why401.experiment.Examination;
import why401.experiment.Scene;
import why401.incident.IncidentBook;
import why401.metrics.AgentMetrics;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.Prober;
import why401.probe.Variation;
import why401.server.Changes;
import why401.token.Authorization;
import why401.token.Fault;
import why401.token.Proof;
import why401.token.Tokens;

/// The walk of one probe: token, probe, diagnosis, incident, metrics.
final class ProbeCycle {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Parts parts;
  private final PasswordGate gate;
  private final Skews skews = new Skews();

  /// What the walk passes through.
  record Parts(
      Tokens tokens,
      Prober prober,
      Examination examination,
      Surroundings surroundings,
      IncidentBook incidents,
      AgentMetrics metrics,
      Changes changes,
      InstantSource clock) {}

  ProbeCycle(Parts parts, PasswordGate gate) {
    this.parts = parts;
    this.gate = gate;
  }

  /// Runs `watched` once and says how it ended.
  Outcome run(Watched watched) {
    Probe probe = watched.probe();
    Proof proof = new Proof.None();
    Outcome outcome;
    switch (authorize(watched)) {
      case Authorization.Ready ready -> {
        proof = ready.proof();
        outcome = send(watched, proof);
      }
      case Authorization.Unavailable unavailable -> outcome = withheld(unavailable.fault());
    }
    watched.ran(outcome, proof);
    parts.metrics().ran(probe, outcome, skews.of(outcome));
    conclude(watched, proof, outcome);
    parts.changes().probe(probe.name());
    return outcome;
  }

  private Authorization authorize(Watched watched) {
    Credential credential = watched.credential();
    if (credential == null) {
      return new Authorization.Ready(new Proof.None());
    }
    return parts.tokens().authorize(credential, patience(watched.probe()));
  }

  private static Duration patience(Probe probe) {
    Duration quarter = probe.timeout().dividedBy(4);
    return quarter.compareTo(LONGEST_WAIT) < 0 ? quarter : LONGEST_WAIT;
  }

  private Outcome send(Watched watched, Proof proof) {
    Probe probe = watched.probe();
    if (!gate.open(probe.credential(), proof, patience(probe))) {
      return withheld(
          Fault.of(
              now(),
              Fault.Reason.ACCOUNT_PROTECTION,
              "the password was refused too often; it is held back so that the account is not"
                  + " locked"));
    }
    Outcome outcome = parts.prober().send(probe, proof, new Variation.AsConfigured());
    gate.ended(probe.credential(), proof, outcome);
    return outcome;
  }

  private Outcome withheld(Fault fault) {
    Outcome.Withheld.Reason reason =
        fault.reason() == Fault.Reason.ACCOUNT_PROTECTION
            ? Outcome.Withheld.Reason.ACCOUNT_PROTECTION
            : Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE;
    return new Outcome.Withheld(now(), reason, fault);
  }

  private void conclude(Watched watched, Proof proof, Outcome outcome) {
    String name = watched.probe().name();
    switch (outcome) {
      case Outcome.Accepted _ -> {
        if (parts.incidents().accepted(name, outcome.at())) {
          watched.open(null);
        }
      }
      case Outcome.Refused refused -> {
        Verdict verdict = verdict(watched, proof, refused);
        parts.metrics().refused(watched.probe(), verdict.cause());
        open(watched, refused.exchange().status(), outcome.at(), verdict);
      }
      case Outcome.Withheld withheld -> withheld(watched, proof, withheld);
      case Outcome.Unexpected _, Outcome.Unreachable _ -> parts.incidents().inconclusive(name);
    }
  }

  private void withheld(Watched watched, Proof proof, Outcome.Withheld outcome) {
    switch (outcome.reason()) {
      case SHUTDOWN -> {}
      case ACCOUNT_PROTECTION -> {
        // Without a case of its own, another probe's refusals hold it back: say so, once it is
        // sure.
        Case open = watched.open();
        if (open != null) {
          open(watched, open.status(), outcome.at(), open.verdict());
        } else if (gate.heldBack(watched.probe().credential(), proof)) {
          open(watched, 0, outcome.at(), verdict(watched, outcome));
        }
      }
      case CREDENTIAL_UNAVAILABLE -> {
        if (!firstTokenOnItsWay(watched)) {
          open(watched, 0, outcome.at(), verdict(watched, outcome));
        }
      }
    }
  }

  /// Whether the very first token is still being fetched: nothing has failed yet.
  private boolean firstTokenOnItsWay(Watched watched) {
    return watched.credential() instanceof Credential.Renewable renewable
        && parts
            .tokens()
            .state(renewable.name())
            .filter(state -> state.generation() == 0 && state.lastFailure() == null)
            .isPresent();
  }

  private void open(Watched watched, int status, Instant at, Verdict verdict) {
    parts.incidents().refused(watched.probe(), status, at, verdict);
  }

  private Verdict verdict(Watched watched, Proof proof, Outcome.Refused refused) {
    return looked(
        watched,
        refused,
        () -> {
          int addresses = parts.prober().addresses(watched.probe()).size();
          Background background = parts.surroundings().of(watched, addresses);
          Scene scene = new Scene(watched.probe(), watched.credential(), proof, refused);
          Verdict found = parts.examination().refused(scene, background);
          watched.discriminates(tellsMissingFromWrong(found, refused.exchange().status()));
          return found;
        });
  }

  /// Whether the target answered a request without a credential otherwise than ours.
  private static boolean tellsMissingFromWrong(Verdict found, int status) {
    return found.experiments().stream()
        .filter(report -> report.name().equals(Experiment.ANONYMOUS_CONTROL.label()))
        .anyMatch(report -> report.status() >= 400 && report.status() != status);
  }

  private Verdict verdict(Watched watched, Outcome.Withheld outcome) {
    Credential credential = watched.credential();
    String type = credential == null ? null : credential.type();
    return looked(
        watched,
        outcome,
        () ->
            parts
                .examination()
                .withheld(watched.probe(), type, outcome, parts.surroundings().of(watched, 0)));
  }

  /// The verdict on `outcome`: the one that stands, if it looks like the refusal that was examined.
  private Verdict looked(Watched watched, Outcome outcome, Supplier<Verdict> examine) {
    boolean renewable = watched.credential() instanceof Credential.Renewable;
    String look = Case.lookOf(outcome, renewable);
    Case open = watched.open();
    if (open != null && !open.needsLook(look, outcome.at())) {
      return open.verdict();
    }
    Verdict found = examine.get();
    Case now = open == null ? Case.first(look, outcome, found) : open.again(look, outcome, found);
    watched.open(now);
    return now.verdict();
  }

  private Instant now() {
    return parts.clock().instant();
  }
}
