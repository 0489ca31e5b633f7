package why401.experiment;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.challenge.Reader;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.Secret;
import why401.credential.SecretSource;
import why401.credential.Tls;
import why401.diagnosis.Background;
import why401.diagnosis.History;
import why401.diagnosis.Jwts;
import why401.diagnosis.LastGood;
import why401.diagnosis.Limits;
import why401.diagnosis.Means;
import why401.diagnosis.Neighbours;
import why401.diagnosis.ProofFacts;
import why401.diagnosis.Setup;
import why401.diagnosis.Verdict;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.Variation;
import why401.token.Fault;
import why401.token.IssuerHealth;
import why401.token.Proof;

/// A test bed: a world, a probe with its credential, and an examination wired as the agent does.
final class Bed {
  static final URI URL = URI.create("https://api.example/v1/orders");
  static final URI CONTROL = URI.create("https://api.example/v1/ping");
  static final Issuer ISSUER = new Issuer(Jwts.ISSUER, null, null, null);
  static final Reader READER = new Reader();

  final World world = new World();
  final Attempts guard = new Attempts();
  final List<String> experiments = new ArrayList<>();
  Credential credential = clientCredentials();
  Proof proof = new Proof.None();
  @Nullable Proof workedWith;
  boolean control;
  boolean secretProxy;
  Probe.TokenDemand demand = Probe.TokenDemand.NONE;
  History history = History.NONE;
  Neighbours neighbours = Neighbours.NONE;
  @Nullable IssuerHealth issuer;
  Limits limits = Limits.DEFAULT;
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
        Tls.DEFAULT);
  }

  Probe probe() {
    return new Probe(
        "orders",
        URL,
        proof instanceof Proof.None ? null : credential.name(),
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
        Tls.DEFAULT,
        secretProxy
            ? new Probe.Proxy(
                URI.create("http://proxy.example"), "p", SecretSource.fixed(Secret.of("p")))
            : null);
  }

  /// Runs the probe once and examines its refusal.
  Verdict examine() {
    Probe probe = probe();
    Outcome outcome = world.send(probe, proof, new Variation.AsConfigured());
    if (!(outcome instanceof Outcome.Refused refused)) {
      throw new IllegalStateException("outcome: " + outcome + " (expected: a refusal)");
    }
    if (ProofFacts.of(proof).kind() == ProofFacts.Kind.PASSWORD) {
      guard.refused(credential.name(), proof.fingerprint());
    }
    boolean none = proof instanceof Proof.None;
    Credential known = none ? null : credential;
    return examination().refused(new Scene(probe, known, proof, refused), background(probe, known));
  }

  /// Examines a run that had nothing to send.
  Verdict withheld(Fault fault) {
    proof = new Proof.StaticBearer(Secret.of("unused"));
    Outcome.Withheld outcome =
        new Outcome.Withheld(
            world.now,
            fault.reason() == Fault.Reason.ACCOUNT_PROTECTION
                ? Outcome.Withheld.Reason.ACCOUNT_PROTECTION
                : Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE,
            fault);
    return examination()
        .withheld(probe(), credential.type(), outcome, background(probe(), credential));
  }

  Examination examination() {
    return new Examination(
        new Experimenter(world, world, READER, guard, world),
        READER,
        new Budgets(limits, () -> world.now),
        guard,
        new Examination.Clocks(() -> world.now, () -> world.now.toEpochMilli() * 1_000_000),
        new ExaminationListener() {
          @Override
          public void experimented(String experiment, int requests) {
            experiments.add(experiment);
          }
        });
  }

  Background background(Probe probe, @Nullable Credential known) {
    return new Background(
        new Setup(
            "orders",
            known == null ? null : known.name(),
            known == null ? "" : known.type(),
            demand,
            Means.of(probe, known, addresses),
            "c1",
            null),
        lastGood(),
        history,
        neighbours,
        issuer,
        null);
  }

  private @Nullable LastGood lastGood() {
    if (workedWith == null) {
      return null;
    }
    Instant before = World.NOON.minusSeconds(30);
    return new LastGood(
        before,
        new LastGood.Surface(serverBefore, "192.0.2.1", null, List.of(), cookiesBefore),
        ProofFacts.of(workedWith),
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
