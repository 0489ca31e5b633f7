package why401.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.diagnosis.FinalDiagnosis;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.ReplicaSign;
import why401.diagnosis.evidence.RunSeries;
import why401.http.Origin;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.token.Credentials;

/// The configuration of one probe and the state of its runs. Written by its runs, which never
/// overlap; read by the API and by the diagnoses of other probes.
public final class ProbeState {
  private static final Probe.Companions NONE = Probe.Companions.NONE;
  private static final int SERVERS = 16;

  private final Probe probe;
  private final @Nullable Credential credential;
  private final List<Credential> credentials;
  private final List<ProbeState> others = new ArrayList<>();
  private final String configuration;
  private final String origin;
  private final String place;
  private final Instant configuredAt;
  private volatile RefusalKey.@Nullable Setting setting;
  private final RunHistory runs = new RunHistory();
  private final RunLog log = new RunLog();
  private @Nullable Exchange good;
  private long goodAt;

  /// Nanoseconds since the epoch: another probe may have been accepted in the same millisecond.
  private long refusedSince;

  private Credentials goodCredentials = new Credentials.None();
  private boolean discriminates;

  /// Signs of the servers behind the target that accepted, the last few.
  private final Set<String> accepting = new LinkedHashSet<>();

  private volatile RefusalBrake brake = RefusalBrake.OFF;
  private volatile boolean slowedDown;
  private final HoldState hold = new HoldState();
  private RefusalTrail refusals = RefusalTrail.since(null);
  private @Nullable String lastChallenge;
  private @Nullable String goodChallenge;
  private volatile @Nullable DiagnosisCache open;
  private volatile @Nullable ProbeState subject;
  private volatile @Nullable RunSummary last;

  /// The state of a probe that has not run yet.
  ///
  /// @param companions the further credentials of the probe
  public ProbeState(
      Probe probe,
      @Nullable Credential credential,
      List<Credential> companions,
      Instant configuredAt) {
    this.probe = probe;
    this.credential = credential;
    this.credentials = Stream.concat(Stream.ofNullable(credential), companions.stream()).toList();
    this.configuredAt = configuredAt;
    this.origin = Origin.of(probe.url());
    this.place = origin + " " + probe.credential();
    this.configuration =
        Integer.toHexString(
            31 * (31 * probe.hashCode() + hash(credential)) + companions.hashCode());
    for (Credential companion : companions) {
      others.add(
          new ProbeState(
              probe.sending(companion.name(), NONE), companion, List.of(), configuredAt));
    }
  }

  /// All credentials of the probe, that which is examined first.
  public List<Credential> credentials() {
    return credentials;
  }

  /// The same probe seen from its credential `name`; this one if it has no other of that name.
  ProbeState seenFrom(@Nullable String name) {
    return others.stream()
        .filter(other -> Objects.equals(other.probe.credential(), name))
        .findFirst()
        .orElse(this);
  }

  /// The view from which the open incident was examined.
  ProbeState subject() {
    ProbeState known = subject;
    return known == null ? this : known;
  }

  void subject(ProbeState view) {
    subject = view;
  }

  private static int hash(@Nullable Credential credential) {
    return credential == null ? 0 : credential.hashCode();
  }

  /// As it is configured.
  public Probe probe() {
    return probe;
  }

  /// The first of its credentials, or null if it has none.
  public @Nullable Credential credential() {
    return credential;
  }

  /// Scheme and authority of the target.
  String origin() {
    return origin;
  }

  /// Origin and credential, whose probes share what becomes of them.
  String place() {
    return place;
  }

  /// What a diagnosis reads of its configuration.
  RefusalKey.Setting setting() {
    RefusalKey.Setting known = setting;
    if (known == null) {
      known = RefusalKey.Setting.of(probe, configuredAt);
      setting = known;
    }
    return known;
  }

  /// How it fared before it was refused.
  ///
  /// @param surface of the target when it accepted last, or null if it never did
  /// @param sameSecret whether it accepted these very credentials
  /// @param flapped whether acceptance and refusal alternated before
  record Past(@Nullable String surface, boolean sameSecret, boolean flapped) {}

  synchronized Past past(Credentials sent) {
    return new Past(good == null ? null : surface(good), accepted(sent), runs.flapped());
  }

  private static String surface(Exchange seen) {
    return seen.headers("Server")
        + " "
        + seen.headers("Via")
        + " "
        + seen.address()
        + " "
        + (seen.tls() == null ? "" : seen.tls().leafFingerprint());
  }

  /// When the refusals began that have not ended.
  synchronized Instant refusedSince() {
    return Instant.EPOCH.plusNanos(refusedSince);
  }

  /// When it was accepted last; the epoch if it never was.
  synchronized Instant acceptedAt() {
    return Instant.ofEpochMilli(goodAt);
  }

  /// Equal for equal configurations of probe and credential.
  public String configuration() {
    return configuration;
  }

  Instant configuredAt() {
    return configuredAt;
  }

  /// How its last run ended, or null before the first one.
  public @Nullable RunSummary last() {
    return last;
  }

  /// What slows it down.
  RefusalBrake brake() {
    return brake;
  }

  /// Whether it is asked less often now.
  boolean slowedDown() {
    return slowedDown;
  }

  /// When the target is asked again if nothing changes, or null if it is not slowed down.
  public @Nullable Instant heldUntil() {
    return slowedDown ? brake.until(probe) : null;
  }

  /// What is known while it is held back.
  HoldState hold() {
    return hold;
  }

  /// Its last runs.
  public RunLog log() {
    return log;
  }

  /// A run has ended, its examination included.
  ///
  /// @param left requests that the target may still refuse before a filter would act
  /// @param crowd probes that are refused at this origin with this credential
  synchronized void examined(int left, int crowd, Credentials credentials) {
    brake = brake.examined(left, crowd);
    slowedDown = brake.holds(credentials);
  }

  /// The diagnosis of the refusal that lasts, or null.
  public @Nullable DiagnosisCache open() {
    return open;
  }

  void open(@Nullable DiagnosisCache found) {
    open = found;
  }

  /// Goes on with the diagnosis of the agent that ran the probe before.
  public void resume(DiagnosisCache found) {
    open = found;
  }

  /// The incident is closed, or there was none.
  synchronized void closed() {
    open = null;
    subject = null;
    others.forEach(ProbeState::closed);
    if (refusals.exchange() != null || refusals.failure() != null) {
      refusals = RefusalTrail.since(good);
    }
  }

  /// How the accepted run ended the open incident; empty if nothing is known about it.
  synchronized Optional<FinalDiagnosis> ended(Exchange accepted, Credentials credentials) {
    DiagnosisCache last = open;
    return last == null
        ? Optional.empty()
        : refusals
            .endedBy(accepted, credentials, configuration)
            .map(recovery -> FinalDiagnosis.of(last.found(), recovery));
  }

  /// Records how a run ended, for each of the companions too.
  public void record(Outcome outcome, Credentials credentials, List<Probe.Companion> sent) {
    record(outcome, credentials);
    log.add(outcome);
    for (ProbeState other : others) {
      Credentials own =
          sent.stream()
              .filter(one -> one.name().equals(other.probe.credential()))
              .map(Probe.Companion::credentials)
              .findFirst()
              .orElseGet(Credentials.None::new);
      other.record(outcome, own);
    }
  }

  /// Records how a run ended. Keeps the existing object when nothing changed: at 1,000 runs/s fresh
  /// copies would be promoted to the old generation.
  synchronized void record(Outcome outcome, Credentials credentials) {
    RunSummary summary = RunSummary.of(outcome);
    last = summary;
    switch (outcome) {
      case Outcome.Accepted accepted -> {
        runs.add(outcome.at(), true, summary.status(), fingerprintHash(credentials));
        accepted(accepted.exchange(), credentials);
        brake = RefusalBrake.OFF;
      }
      case Outcome.Refused refused -> {
        runs.add(outcome.at(), false, summary.status(), fingerprintHash(credentials));
        refusedSince =
            refusedSince == 0
                ? ChronoUnit.NANOS.between(Instant.EPOCH, outcome.at())
                : refusedSince;
        refused(refused.exchange());
        brake = brake.refused(refused);
        refusals = refusals.refused(refused.exchange(), credentials, configuration);
      }
      case Outcome.Withheld withheld -> refusals = refusals.withheld(withheld, configuration);
      case Outcome.Unexpected _, Outcome.Unreachable _ -> {}
    }
  }

  /// Whether the last accepted run showed these very credentials.
  synchronized boolean accepted(Credentials credentials) {
    return good != null && goodCredentials.fingerprint().equals(credentials.fingerprint());
  }

  private static int fingerprintHash(Credentials credentials) {
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
    refusedSince = 0;
    ReplicaSign.of(exchange).ifPresent(this::remember);
    if (good == null || !looksLike(good, exchange)) {
      good = exchange.withoutBody();
    }
    if (!goodCredentials.fingerprint().equals(credentials.fingerprint())) {
      goodCredentials = credentials;
    }
  }

  private void remember(String sign) {
    if (accepting.add(sign) && accepting.size() > SERVERS) {
      accepting.remove(accepting.iterator().next());
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

  /// What was sent at the last accepted run.
  synchronized Credentials goodCredentials() {
    return goodCredentials;
  }

  /// The runs before the newest, which is the one that is examined.
  synchronized RunSeries history() {
    return new RunSeries(runs.allButNewest(), discriminates);
  }

  /// An experiment found that the target responds differently to a wrong credential and to a
  /// missing one.
  synchronized void discriminates(boolean observed) {
    discriminates = discriminates || observed;
  }

  /// The fingerprint of the last accepted exchange, computed on demand.
  synchronized @Nullable LastAccepted lastGood(@Nullable String keySet) {
    return good == null
        ? null
        : LastAccepted.of(good, CredentialFacts.of(goodCredentials), configuration, keySet)
            .seen(Instant.ofEpochMilli(goodAt), goodChallenge)
            .by(List.copyOf(accepting));
  }

  /// Takes over the state of `before`, after a reload.
  public synchronized void inherit(ProbeState before) {
    synchronized (before) {
      good = before.good;
      goodAt = before.goodAt;
      refusedSince = before.refusedSince;
      goodCredentials = before.goodCredentials;
      discriminates = before.discriminates;
      accepting.addAll(before.accepting);
      lastChallenge = before.lastChallenge;
      goodChallenge = before.goodChallenge;
      refusals = before.refusals;
      open = before.open;
      last = before.last;
      log.addAll(before.log);
      others.forEach(other -> inheritTo(other, before));
    }
  }

  private static void inheritTo(ProbeState other, ProbeState before) {
    ProbeState same = before.seenFrom(other.probe.credential());
    if (same != before) {
      other.inherit(same);
    }
  }
}
