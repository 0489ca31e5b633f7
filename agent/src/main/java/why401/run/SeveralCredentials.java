package why401.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import why401.cause.Confidence;
import why401.cause.FaultDomain;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.credential.RefusedCredential;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.SentRequest;
import why401.token.Credentials;

/// A refusal of a request that carried more than one credential: the one that it is about is
/// examined, with the others sent along; where that is not known, the verdict says so and is never
/// certain of what only one of them may be at fault for.
final class SeveralCredentials {
  private static final Set<FaultDomain> OF_ONE =
      Set.of(FaultDomain.CREDENTIAL, FaultDomain.CLIENT, FaultDomain.IDENTITY_PROVIDER);

  private SeveralCredentials() {}

  /// Examines a refusal as seen from one credential.
  interface Examination {
    Diagnosis.Concluded of(ProbeState view, RunCredentials.Ready sent, Outcome.Refused refused);
  }

  static Diagnosis.Concluded explain(
      ProbeState probeState,
      RunCredentials.Ready sent,
      Outcome.Refused refused,
      Examination examination) {
    List<Probe.Companion> companions = sent.probe().companions().ready();
    if (companions.isEmpty() || refused.shape() == Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED) {
      probeState.subject(probeState);
      return examination.of(probeState, sent, refused);
    }
    List<Probe.Companion> all = all(sent);
    RefusedCredential named = RefusedCredential.of(all, refused.exchange().response());
    ProbeState view = probeState.seenFrom(named.name());
    view.open(probeState.open());
    probeState.subject(view);
    RunCredentials.Ready seen = view == probeState ? sent : seenFrom(view, all, sent.probe());
    Outcome.Refused asSeen = view == probeState ? refused : seenFrom(seen, refused);
    Diagnosis.Concluded found = examination.of(view, seen, asSeen);
    Verdict verdict = found.verdict().with(new Finding(Finding.From.RESPONSE, named.finding()));
    boolean open = named.name() == null && OF_ONE.contains(verdict.faultDomain());
    return new Diagnosis.Concluded(
        open ? verdict.atMost(Confidence.LIKELY) : verdict, found.observations(), found.subject());
  }

  /// Everything that was sent, the credential of the probe first.
  static List<Probe.Companion> all(RunCredentials.Ready sent) {
    String first = sent.probe().credential();
    List<Probe.Companion> all = new ArrayList<>();
    all.add(new Probe.Companion(first == null ? "the first" : first, sent.credentials()));
    all.addAll(sent.probe().companions().ready());
    return all;
  }

  private static Outcome.Refused seenFrom(RunCredentials.Ready seen, Outcome.Refused refused) {
    SentRequest sent = refused.exchange().sent();
    Credentials own = seen.credentials();
    SentRequest other =
        new SentRequest(
            sent.at(),
            sent.method(),
            sent.url(),
            seen.probe().credential(),
            own.scheme(),
            own.fingerprint(),
            own instanceof Credentials.AccessToken access ? access.token().id() : null,
            sent.onFirstHop(),
            sent.onLastHop());
    return refused.having(other);
  }

  /// The same request with another credential in the place of the first.
  private static RunCredentials.Ready seenFrom(
      ProbeState view, List<Probe.Companion> all, Probe probe) {
    String name = view.probe().credential();
    List<Probe.Companion> others = new ArrayList<>(all);
    Probe.Companion own =
        all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    others.remove(own);
    return new RunCredentials.Ready(
        probe.sending(name, probe.companions().with(others)), own.credentials());
  }
}
