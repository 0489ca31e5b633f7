package why401.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.credential.Credential;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.verdict.Verdict;
import why401.http.Challenges;
import why401.probe.AccountProtectingProber;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.token.CredentialStatus;
import why401.token.RenewalFailure;
import why401.token.TokenSource;

/// Finds out, while the password of a probe is held back, whether something was repaired: by a look
/// without credentials at each run, by a neighbour that is accepted again, or because a person says
/// so. Then the next attempt is brought forward; none is added.
public final class HeldProbes {
  private static final Logger LOG = LoggerFactory.getLogger(HeldProbes.class);
  private static final String UNREACHABLE = "unreachable";

  private static final String LACKING = Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE.label();
  private static final int AT_ONCE = 50;

  /// After an answer that speaks of a ban or a limit.
  private static final Duration NO_LOOK = Duration.ofMinutes(5);

  /// Where one of these is certain, the password was never judged.
  private static final Set<Cause> NOT_JUDGED =
      EnumSet.of(
          Cause.CREDENTIALS_STRIPPED,
          Cause.SCHEME_NOT_ACCEPTED,
          Cause.INSUFFICIENT_SCOPE,
          Cause.SERVER_MISCONFIGURED);

  private final Supplier<Collection<ProbeState>> probes;
  private final TokenSource tokens;
  private final AccountProtectingProber prober;
  private final InstantSource clock;
  private final Map<String, Instant> noLookBefore = new ConcurrentHashMap<>();
  private final Map<String, Instant> readySince = new ConcurrentHashMap<>();
  private final Map<String, Instant> reported = new ConcurrentHashMap<>();

  /// @param probes all that are configured
  public HeldProbes(
      Supplier<Collection<ProbeState>> probes,
      TokenSource tokens,
      AccountProtectingProber prober,
      InstantSource clock) {
    this.probes = probes;
    this.tokens = tokens;
    this.prober = prober;
    this.clock = clock;
  }

  /// Whether what is held back may be sent after all: the target answers differently now to a
  /// request without credentials.
  boolean releases(ProbeState probeState, RunCredentials.Ready what, Outcome outcome) {
    if (!isHeld(probeState, what, outcome)) {
      probeState.hold().anonymousAnswer(null);
      return false;
    }
    String before = probeState.hold().anonymousAnswer();
    String now = look(probeState.probe());
    if (!now.isEmpty()) {
      probeState.hold().anonymousAnswer(now);
    }
    if (before == null || now.isEmpty() || now.equals(before) || now.equals(UNREACHABLE)) {
      return false;
    }
    LOG.info(
        "{}: a request without credentials is answered differently now ({}, before {}); what was"
            + " held back is tried once",
        probeState.probe().name(),
        now,
        before);
    return retry(probeState);
  }

  private boolean isHeld(ProbeState probeState, RunCredentials.Ready what, Outcome outcome) {
    Probe probe = probeState.probe();
    boolean reads = probe.method().equals("GET") || probe.method().equals("HEAD");
    return reads
        && outcome instanceof Outcome.Withheld withheld
        && switch (withheld.reason()) {
          case ACCOUNT_PROTECTION ->
              prober.holdsBack(what.probe(), what.credentials())
                  || lacksLogin(probeState, withheld);
          case CREDENTIAL_UNAVAILABLE -> lacksLogin(probeState, withheld);
          case SLOWED_DOWN, MAINTENANCE, SHUTDOWN, CLUSTER -> false;
        };
  }

  /// Whether a login was refused, so that there was nothing to send. What a target answers says
  /// nothing of a provider of tokens, which is asked by itself.
  private static boolean lacksLogin(ProbeState probeState, Outcome.Withheld withheld) {
    return probeState.credentials().stream().anyMatch(Credential.Login.class::isInstance)
        && isRefused(withheld.failure().reason());
  }

  private static boolean isRefused(RenewalFailure.Reason reason) {
    return switch (reason) {
      case REJECTED, ACCOUNT_PROTECTION -> true;
      case UNREACHABLE,
          TIMEOUT,
          SERVER_ERROR,
          RATE_LIMITED,
          INVALID_RESPONSE,
          SECRET_UNAVAILABLE,
          MALFORMED,
          PROXY_PROTECTION,
          SHUTDOWN ->
          false;
    };
  }

  private String look(Probe probe) {
    Instant pause = noLookBefore.get(probe.name());
    if (pause != null && clock.instant().isBefore(pause)) {
      return "";
    }
    return switch (prober.look(probe)) {
      case Outcome.Accepted accepted -> sign(probe, accepted.exchange());
      case Outcome.Refused refused -> sign(probe, refused.exchange());
      case Outcome.Unexpected unexpected -> sign(probe, unexpected.exchange());
      case Outcome.Unreachable _ -> UNREACHABLE;
      case Outcome.Withheld _ -> "";
    };
  }

  private String sign(Probe probe, Exchange exchange) {
    int status = exchange.status();
    if (status == 403 || status == 429 || exchange.header("Retry-After").isPresent()) {
      noLookBefore.put(probe.name(), clock.instant().plus(NO_LOOK));
    } else {
      noLookBefore.remove(probe.name());
    }
    String schemes = String.join(", ", Challenges.in(exchange.response().headers()).schemes());
    String to = exchange.header("Location").map(HeldProbes::path).orElse("");
    return ("HTTP " + status + " " + schemes + " " + to).strip();
  }

  private static String path(String location) {
    return location.replaceFirst("[?#;].*", "");
  }

  /// The incident of `accepted` has ended: what is held back with the same credential, at the same
  /// host or at the same identity provider may be repaired as well.
  public void neighbourAccepted(ProbeState accepted) {
    ProbeNeighbours neighbours = new ProbeNeighbours(accepted);
    for (ProbeState other : probes.get()) {
      if (other.open() != null && neighbours.include(other)) {
        other.credentials().stream()
            .filter(this::isHeld)
            .forEach(
                credential -> {
                  LOG.info(
                      "{}: {} is accepted again; what was held back is tried once",
                      credential.name(),
                      accepted.probe().name());
                  tokens.retry(credential.name());
                });
      }
    }
  }

  /// The probe is gone.
  public void forget(String probe) {
    noLookBefore.remove(probe);
    readySince.remove(probe);
  }

  private boolean isHeld(Credential credential) {
    return tokens.heldUntil(credential.name()).isPresent();
  }

  /// The probes that had nothing to send at their last run and have now, so that they need not wait
  /// for the next one. Each is named once, and only so many at a time.
  public List<String> ready() {
    return probes.get().stream()
        .filter(this::isReady)
        .limit(AT_ONCE)
        .map(one -> one.probe().name())
        .toList();
  }

  private boolean isReady(ProbeState probeState) {
    RunSummary last = probeState.last();
    return last != null
        && LACKING.equals(last.reason())
        && probeState.credentials().stream().allMatch(this::isUsable)
        && !last.at().equals(readySince.put(probeState.probe().name(), last.at()));
  }

  private boolean isUsable(Credential credential) {
    return tokens.state(credential.name()).filter(CredentialStatus::usable).isPresent();
  }

  /// A run was refused: what was never judged is not held against its password, and it is reported
  /// if it is held back from now on.
  void refused(
      ProbeState probeState, RunCredentials.Ready what, Outcome.Refused refused, Verdict verdict) {
    if (probeState.credentials().size() == 1 && neverJudged(refused, verdict)) {
      prober.unjudged(what.probe(), what.credentials());
    }
    probeState.credentials().forEach(this::report);
  }

  private static boolean neverJudged(Outcome.Refused refused, Verdict verdict) {
    return (verdict.confidence() == Confidence.CERTAIN && NOT_JUDGED.contains(verdict.cause()))
        || (verdict.cause() == Cause.INSUFFICIENT_SCOPE && tellsWrongApart(refused, verdict));
  }

  /// Whether a made-up credential was answered 401 where this one is answered 403: it was
  /// recognized.
  private static boolean tellsWrongApart(Outcome.Refused refused, Verdict verdict) {
    String made = new Experiment.NonsenseControl().label();
    return refused.exchange().status() == 403
        && verdict.experiments().stream()
            .anyMatch(report -> report.name().equals(made) && report.status() == 401);
  }

  private void report(Credential credential) {
    CredentialStatus.Hold hold =
        tokens.state(credential.name()).map(CredentialStatus::hold).orElse(null);
    if (hold == null) {
      reported.remove(credential.name());
      return;
    }
    Instant before = reported.put(credential.name(), hold.until());
    if (before == null || hold.until().isAfter(before.plus(Duration.ofSeconds(2)))) {
      LOG.warn(
          "{}: held back until {} unless something changes ({}); `why401 retry {}` tries it now",
          credential.name(),
          hold.until().truncatedTo(ChronoUnit.SECONDS),
          hold.why(),
          credential.name());
    }
  }

  /// A person has repaired something: the next attempt with `credential` is made now.
  ///
  /// @return the probes to run; empty if the next attempt was brought forward already
  public Optional<List<String>> retry(String credential) {
    if (!tokens.retry(credential)) {
      return Optional.empty();
    }
    LOG.info("{}: tried now at someone's request", credential);
    List<ProbeState> users =
        probes.get().stream()
            .filter(one -> one.probe().credentials().contains(credential))
            .toList();
    users.forEach(one -> one.hold().tryOnce());
    users.forEach(one -> prober.release(one.probe()));
    return Optional.of(users.stream().map(one -> one.probe().name()).toList());
  }

  private boolean retry(ProbeState probeState) {
    prober.release(probeState.probe());
    boolean any = false;
    for (Credential credential : probeState.credentials()) {
      any |= tokens.retry(credential.name());
    }
    return any;
  }
}
