package why401.experiment;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.diagnosis.Jwts;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.evidence.RunSeries;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.RequestVariation;
import why401.response.ResponseInterpreter;
import why401.token.Credentials;
import why401.token.IssuerHealth;
import why401.token.RenewalFailure;

/// A test bed: a world, a probe with its credential, and an examination wired as the agent does.
final class Bed {
  static final URI URL = URI.create("https://api.example/v1/orders");
  static final URI CONTROL = URI.create("https://api.example/v1/ping");
  static final Issuer ISSUER = new Issuer(Jwts.ISSUER, null, null, null);
  static final ResponseInterpreter READER = new ResponseInterpreter();

  final World world = new World();
  final Attempts guard = new Attempts();
  final List<String> experiments = new ArrayList<>();
  Credential credential = clientCredentials();
  Credentials credentials = new Credentials.None();
  @Nullable Credentials workedWith;
  boolean control;
  boolean secretProxy;
  Probe.TokenDemand demand = Probe.TokenDemand.NONE;
  RunSeries history = RunSeries.NONE;
  Neighbours neighbours = Neighbours.NONE;
  @Nullable IssuerHealth issuer;
  DiagnosisLimits limits = DiagnosisLimits.DEFAULT;
  int addresses = 1;
  String serverBefore = "";
  boolean cookiesBefore;
  @Nullable String challengeBefore;

  /// Counts refusals, two at most, and a pending attempt, as the real guard does.
  static final class Attempts implements AttemptGuard {
    int refused;
    int most = 2;
    int pending;

    @Override
    public boolean heldBack(String name, String fingerprint) {
      return refused >= most;
    }

    @Override
    public boolean mayTry(String name, String fingerprint) {
      boolean may = refused < most && pending == 0;
      pending += may ? 1 : 0;
      return may;
    }

    @Override
    public void refused(String name, String fingerprint) {
      pending = 0;
      refused++;
    }

    @Override
    public void accepted(String name, String fingerprint) {
      pending = 0;
      refused = 0;
    }

    @Override
    public void unknown(String name, String fingerprint) {
      pending = 0;
    }
  }

  static Credential clientCredentials() {
    return new Credential.ClientCredentials("billing", client());
  }

  static OAuthClient client() {
    return new OAuthClient(
        ISSUER,
        new ClientAuthentication.WithSecret(
            "billing", ClientAuthentication.Method.BASIC, SecretSource.fixed(Secret.of("s"))),
        null,
        null,
        Map.of(),
        TlsOptions.DEFAULT);
  }

  Probe probe() {
    return new Probe(
        "orders",
        URL,
        credentials instanceof Credentials.None ? null : credential.name(),
        new Probe.Cadence.Every(Duration.ofSeconds(30)),
        Duration.ofSeconds(10),
        "GET",
        Map.of(),
        null,
        Probe.Expectation.ANY_SUCCESS,
        true,
        Probe.Connection.REUSE,
        control ? CONTROL : null,
        demand,
        Probe.Alerting.DEFAULT,
        Map.of(),
        TlsOptions.DEFAULT,
        secretProxy
            ? new Probe.Proxy(
                URI.create("http://proxy.example"), "p", SecretSource.fixed(Secret.of("p")))
            : null);
  }

  /// Runs the probe once and examines its refusal.
  Verdict examine() {
    Probe probe = probe();
    Outcome outcome = world.send(probe, credentials, new RequestVariation.AsConfigured());
    if (!(outcome instanceof Outcome.Refused refused)) {
      throw new IllegalStateException("outcome: " + outcome + " (expected: a refusal)");
    }
    if (CredentialFacts.of(credentials).kind() == CredentialFacts.Kind.PASSWORD) {
      guard.refused(credential.name(), credentials.fingerprint());
    }
    boolean none = credentials instanceof Credentials.None;
    Credential known = none ? null : credential;
    return examination()
        .refused(new RefusedRun(probe, known, credentials, refused), background(probe, known))
        .verdict();
  }

  /// Examines a run that had nothing to send.
  Verdict withheld(RenewalFailure failure) {
    credentials = new Credentials.StaticBearer(Secret.of("unused"));
    Outcome.Withheld outcome =
        new Outcome.Withheld(
            world.now,
            failure.reason() == RenewalFailure.Reason.ACCOUNT_PROTECTION
                ? Outcome.Withheld.Reason.ACCOUNT_PROTECTION
                : Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE,
            failure);
    return examination()
        .withheld(probe(), credential.type(), outcome, background(probe(), credential))
        .verdict();
  }

  DiagnosisSession examination() {
    return new DiagnosisSession(
        new Experimenter(world, world, READER, guard, world),
        READER,
        new ExperimentBudget(limits, () -> world.now),
        guard,
        new DiagnosisSession.Clocks(() -> world.now, () -> world.now.toEpochMilli() * 1_000_000),
        new DiagnosisListener() {
          @Override
          public void experimented(String experiment, int requests) {
            experiments.add(experiment);
          }
        });
  }

  Background background(Probe probe, @Nullable Credential known) {
    return new Background(
        new ProbeContext(
            "orders",
            known == null ? null : known.name(),
            known == null ? "" : known.type(),
            demand,
            Capabilities.of(probe, known, addresses),
            "c1",
            null),
        lastAccepted(),
        history,
        neighbours,
        issuer,
        null);
  }

  private @Nullable LastAccepted lastAccepted() {
    if (workedWith == null) {
      return null;
    }
    Instant before = World.NOON.minusSeconds(30);
    return new LastAccepted(
        before,
        new LastAccepted.Surface(serverBefore, "192.0.2.1", null, List.of(), cookiesBefore),
        CredentialFacts.of(workedWith),
        "c1",
        null,
        null,
        challengeBefore);
  }

  /// Extra requests, those to the identity provider included.
  int extra() {
    return world.asked.size() - 1 + world.identityProviderRequests;
  }
}
