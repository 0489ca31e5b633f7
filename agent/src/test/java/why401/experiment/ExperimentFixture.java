package why401.experiment;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.Jwts;
import why401.diagnosis.credential.ClientCertificate;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.differential.Posterior;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.evidence.RunSeries;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Table;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.diagnosis.verdict.Verdict;
import why401.probe.AccountProtectingProber;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.RequestVariation;
import why401.response.ResponseInterpreter;
import why401.token.Credentials;
import why401.token.IssuerHealth;
import why401.token.RenewalFailure;
import why401.token.lockout.AccountProtection;
import why401.token.lockout.LockoutGuard;

/// A test bed: a world, a probe with its credential, and an examination wired as the agent does.
final class ExperimentFixture {
  static final URI URL = URI.create("https://api.example/v1/orders");
  static final URI CONTROL = URI.create("https://api.example/v1/ping");
  static final Issuer ISSUER = new Issuer(Jwts.ISSUER, null, null, null);
  static final ResponseInterpreter READER = new ResponseInterpreter();

  final World world = new World();
  final ExperimentPace pace = new ExperimentPace(this::nanos, pause -> {});
  final LockoutGuard guard = new LockoutGuard(AccountProtection.DEFAULT, this::nanos);
  final AccountProtectingProber prober =
      new AccountProtectingProber(world, guard, () -> world.now, world, this::nanos);
  final List<String> experiments = new ArrayList<>();
  final List<String> faults = new ArrayList<>();
  Credential credential = clientCredentials();
  Credentials credentials = new Credentials.None();
  @Nullable Credentials workedWith;
  boolean control;
  boolean secretProxy;
  Probe.TokenDemand demand = Probe.TokenDemand.NONE;
  RunSeries history = RunSeries.NONE;
  Neighbours neighbours = Neighbours.NONE;
  @Nullable IssuerHealth issuer;
  @Nullable Duration providerClock;
  DiagnosisLimits limits = DiagnosisLimits.DEFAULT;
  int addresses = 1;
  String serverBefore = "";
  boolean cookiesBefore;
  @Nullable ClientCertificate certificate;
  @Nullable String challengeBefore;
  private Diagnosis.@Nullable Concluded concluded;

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

  private long nanos() {
    return world.now.toEpochMilli() * 1_000_000;
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
            : null,
        Probe.Companions.NONE);
  }

  /// Runs the probe once and examines its refusal.
  Verdict examine() {
    Probe probe = probe();
    Outcome outcome = prober.send(probe, credentials, new RequestVariation.AsConfigured());
    if (!(outcome instanceof Outcome.Refused refused)) {
      throw new IllegalStateException("outcome: " + outcome + " (expected: a refusal)");
    }
    boolean none = credentials instanceof Credentials.None;
    Credential known = none ? null : credential;
    return told(
        examination()
            .refused(new RefusedRun(probe, known, credentials, refused), background(probe, known)));
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
    return told(
        examination()
            .withheld(probe(), credential.type(), outcome, background(probe(), credential)));
  }

  private Verdict told(Diagnosis.Concluded of) {
    concluded = of;
    return of.verdict();
  }

  /// What was observed, what was tried, and the likeliest mechanisms, for who wonders at a verdict.
  String weighed() {
    if (concluded == null) {
      return "";
    }
    return "%s %s%n%s%n%s%n%s"
        .formatted(
            concluded.subject(),
            experiments,
            concluded.observations().entries().stream()
                .map(one -> one.variable().name() + "=" + one.value())
                .sorted()
                .collect(Collectors.joining(" ")),
            likeliest(concluded),
            concluded.verdict().summary());
  }

  private static String likeliest(Diagnosis.Concluded concluded) {
    return Posterior.of(Table.shipped(), concluded.subject(), concluded.observations())
        .mechanisms()
        .entrySet()
        .stream()
        .sorted(Map.Entry.<Mechanism, Double>comparingByValue().reversed())
        .limit(5)
        .map(each -> String.format(Locale.ROOT, "%s %.3f", each.getKey().id(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  DiagnosisSession examination() {
    return examination(new ExperimentBudget(limits, () -> world.now));
  }

  DiagnosisSession examination(ExperimentBudget budget) {
    return new DiagnosisSession(
        new Experimenter(prober, world, READER, world, pace),
        READER,
        budget,
        prober,
        new DiagnosisSession.Clocks(() -> world.now, this::nanos),
        new DiagnosisListener() {
          @Override
          public void experimented(String experiment, int requests) {
            experiments.add(experiment);
          }

          @Override
          public void failed(String experiment, Throwable fault) {
            faults.add(experiment);
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
            Capabilities.of(probe, known, certificate, addresses),
            "c1",
            null),
        lastAccepted(),
        history,
        neighbours,
        issuer,
        providerClock,
        null,
        Observations.NONE);
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
