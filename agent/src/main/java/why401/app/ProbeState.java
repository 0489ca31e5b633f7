package why401.app;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.diagnosis.FinalDiagnosis;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.RunSeries;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.token.Credentials;

/// One probe and what is remembered of its runs. Written by its runs, which come one after the
/// other; read by pages and by the diagnoses of its neighbours.
final class ProbeState {
  private final Probe probe;
  private final @Nullable Credential credential;
  private final String configuration;
  private final Instant configuredAt;
  private final RunHistory runs = new RunHistory();
  private @Nullable Exchange good;
  private long goodAt;
  private Credentials goodProof = new Credentials.None();
  private boolean discriminates;
  private volatile RefusalBrake brake = RefusalBrake.OFF;
  private RefusalTrail trail = RefusalTrail.since(null);
  private @Nullable String lastChallenge;
  private @Nullable String goodChallenge;
  private volatile @Nullable DiagnosisCache open;
  private volatile @Nullable Glance last;

  /// What pages show of a run; the outcome itself, with its body, is not kept.
  ///
  /// @param reason of the failure or of withholding, or null after a success
  record Glance(
      Instant at, boolean accepted, boolean refused, int status, @Nullable String reason) {
    static Glance of(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Accepted accepted ->
            new Glance(outcome.at(), true, false, accepted.exchange().status(), null);
        case Outcome.Refused refused ->
            new Glance(outcome.at(), false, true, refused.exchange().status(), "unauthorized");
        case Outcome.Unexpected unexpected ->
            new Glance(
                outcome.at(), false, false, unexpected.exchange().status(), "unexpected_response");
        case Outcome.Unreachable unreachable ->
            new Glance(outcome.at(), false, false, 0, unreachable.failure().label());
        case Outcome.Withheld withheld ->
            new Glance(outcome.at(), false, false, 0, withheld.reason().label());
      };
    }
  }

  ProbeState(Probe probe, @Nullable Credential credential, Instant configuredAt) {
    this.probe = probe;
    this.credential = credential;
    this.configuredAt = configuredAt;
    this.configuration = Integer.toHexString(31 * probe.hashCode() + hash(credential));
  }

  private static int hash(@Nullable Credential credential) {
    return credential == null ? 0 : credential.hashCode();
  }

  Probe probe() {
    return probe;
  }

  @Nullable Credential credential() {
    return credential;
  }

  /// Equal for equal configurations of probe and credential.
  String configuration() {
    return configuration;
  }

  Instant configuredAt() {
    return configuredAt;
  }

  @Nullable Glance last() {
    return last;
  }

  /// What slows it down.
  RefusalBrake brake() {
    return brake;
  }

  @Nullable DiagnosisCache open() {
    return open;
  }

  void open(@Nullable DiagnosisCache found) {
    open = found;
  }

  /// The case is over, or there was none.
  synchronized void closed() {
    open = null;
    if (trail.exchange() != null || trail.failure() != null) {
      trail = RefusalTrail.since(good);
    }
  }

  /// How the accepted run ended the open case; empty if nothing is known of it.
  synchronized Optional<FinalDiagnosis> ended(Exchange accepted, Credentials credentials) {
    DiagnosisCache last = open;
    return last == null
        ? Optional.empty()
        : trail
            .endedBy(accepted, credentials, configuration)
            .map(recovery -> FinalDiagnosis.of(last.found(), recovery));
  }

  /// Remembers how a run ended. What is equal to what is known is not kept anew: at a thousand runs
  /// a second that would be garbage of the expensive kind.
  synchronized void ran(Outcome outcome, Credentials credentials) {
    Glance glance = Glance.of(outcome);
    last = glance;
    switch (outcome) {
      case Outcome.Accepted accepted -> {
        runs.add(outcome.at(), true, glance.status(), proof(credentials));
        accepted(accepted.exchange(), credentials);
        brake = RefusalBrake.OFF;
      }
      case Outcome.Refused refused -> {
        runs.add(outcome.at(), false, glance.status(), proof(credentials));
        refused(refused.exchange());
        brake = brake.refused(refused);
        trail = trail.refused(refused.exchange(), credentials, configuration);
      }
      case Outcome.Withheld withheld -> trail = trail.withheld(withheld, configuration);
      case Outcome.Unexpected _, Outcome.Unreachable _ -> {}
    }
  }

  private static int proof(Credentials credentials) {
    return credentials.fingerprint().hashCode();
  }

  private void refused(Exchange exchange) {
    List<String> challenges = exchange.headers("WWW-Authenticate");
    if (exchange.status() == 401 && !challenges.isEmpty()) {
      lastChallenge = String.join(", ", challenges);
    }
  }

  private void accepted(Exchange exchange, Credentials credentials) {
    goodChallenge = lastChallenge;
    goodAt = exchange.receivedAt().toEpochMilli();
    if (good == null || !looksLike(good, exchange)) {
      good = exchange.withoutBody();
    }
    if (!goodProof.fingerprint().equals(credentials.fingerprint())) {
      goodProof = credentials;
    }
  }

  private static boolean looksLike(Exchange before, Exchange now) {
    return before.headers("Server").equals(now.headers("Server"))
        && before.headers("Via").equals(now.headers("Via"))
        && before.header("Set-Cookie").isPresent() == now.header("Set-Cookie").isPresent()
        && Objects.equals(before.address(), now.address())
        && Objects.equals(before.tls(), now.tls())
        && before.hops().equals(now.hops());
  }

  /// The runs before the newest, which is the one that is examined.
  synchronized RunSeries history() {
    return new RunSeries(runs.beforeTheNewest(), discriminates);
  }

  /// An experiment showed that the target answers a wrong credential otherwise than a missing one.
  synchronized void discriminates(boolean shown) {
    discriminates = discriminates || shown;
  }

  /// The fingerprint of the last accepted exchange, worked out only now that somebody asks.
  synchronized @Nullable LastAccepted lastGood(@Nullable String keySet) {
    return good == null
        ? null
        : LastAccepted.of(good, CredentialFacts.of(goodProof), configuration, keySet)
            .seen(Instant.ofEpochMilli(goodAt), goodChallenge);
  }

  /// Goes on with what `before` remembers, after a reload.
  synchronized void inherit(ProbeState before) {
    synchronized (before) {
      good = before.good;
      goodAt = before.goodAt;
      goodProof = before.goodProof;
      discriminates = before.discriminates;
      lastChallenge = before.lastChallenge;
      goodChallenge = before.goodChallenge;
      trail = before.trail;
      open = before.open;
      last = before.last;
    }
  }
}
