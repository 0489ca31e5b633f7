package why401.diagnosis;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.evidence.ProbeContext;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.response.ResponseInterpreter;
import why401.token.Credentials;
import why401.token.RenewalFailure;
import why401.token.TokenSource;

/// A refusal for the tables of the rules, told in a chain: `A.token().answered(401,
/// …).retried(401)`.
public final class A extends Setting {
  public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  public static final String BARE = "WWW-Authenticate: Bearer realm=\"api\"";
  public static final String INVALID = BARE + ", error=\"invalid_token\"";
  static final String BASIC = "WWW-Authenticate: Basic realm=\"x\"";

  private static final ResponseInterpreter READER = new ResponseInterpreter();

  private final Credentials credentials;
  private final List<ExperimentResult> answers = new ArrayList<>();
  private List<String> headers = List.of();
  private List<Exchange.Hop> hops = List.of();
  private int status = 401;
  private String body = "";
  private Duration offset = Duration.ZERO;
  private Outcome.@Nullable Shape shape;

  private A(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  A self() {
    return this;
  }

  @Override
  Credentials shown() {
    return credentials;
  }

  public static A proof(Credentials credentials) {
    return new A(credentials);
  }

  public static Credentials jwt(String keyId) {
    Instant issued = NOON.minusSeconds(60);
    return Jwts.access(
        1, Jwts.jwt(keyId, issued, NOON.plusSeconds(240), _ -> {}), issued, NOON.plusSeconds(240));
  }

  /// A JWT that we renew.
  public static A token() {
    A a = new A(jwt("k1")).answered(401, INVALID);
    a.type = "client-credentials";
    a.capabilities = new Capabilities(true, Jwts.ISSUER, true, true, false, true, false, null, 1);
    return a;
  }

  /// An opaque token that somebody else rotates.
  public static A opaque() {
    return new A(new Credentials.StaticBearer(Secret.of("opaque-1"))).answered(401, INVALID);
  }

  public static A basic() {
    return new A(new Credentials.Basic("probe", Secret.of("secret"))).answered(401, BASIC);
  }

  public static A digest() {
    return new A(new Credentials.Digest("probe", Secret.of("secret")))
        .answered(401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\"");
  }

  public static A key() {
    return key("k-1");
  }

  public static A key(String value) {
    return new A(new Credentials.Key(Credential.Placement.HEADER, "X-API-Key", Secret.of(value)));
  }

  public static A session() {
    A a = new A(Jwts.session(1, "old", NOON.minusSeconds(60)));
    a.capabilities = new Capabilities(true, null, false, false, false, true, false, null, 1);
    return a.answered(302, "Location: https://api.example/login")
        .shape(Outcome.Shape.LOGIN_REDIRECT);
  }

  static A nobody() {
    return new A(new Credentials.None()).answered(401, BASIC);
  }

  public A answered(int code, String... lines) {
    status = code;
    headers = List.of(lines);
    return this;
  }

  public A body(String text) {
    body = text;
    return this;
  }

  A shape(Outcome.Shape given) {
    shape = given;
    return this;
  }

  public A redirected(URI to) {
    hops = List.of(new Exchange.Hop(302, Given.URL, to, false));
    return this;
  }

  public A clock(Duration targetOffset) {
    offset = targetOffset;
    return this;
  }

  // Answers of experiments.

  A seen(Experiment experiment, int code, String... lines) {
    answers.add(
        new ExperimentResult.Observed(experiment, observation(credentials, code, "", lines)));
    return this;
  }

  A seenBody(Experiment experiment, int code, String text) {
    answers.add(new ExperimentResult.Observed(experiment, observation(credentials, code, text)));
    return this;
  }

  A retried(int code) {
    int nth =
        (int)
                answers.stream()
                    .filter(result -> result.experiment() instanceof Experiment.IdenticalRetry)
                    .count()
            + 1;
    return seen(new Experiment.IdenticalRetry(nth), code);
  }

  public A fresh(int code, String... lines) {
    int nth =
        (int)
                answers.stream()
                    .filter(result -> result.experiment() instanceof Experiment.FreshSession)
                    .count()
            + 1;
    return seen(new Experiment.FreshSession(nth), code, lines);
  }

  public A anonymous(int code, String... lines) {
    answers.add(
        new ExperimentResult.Observed(
            new Experiment.AnonymousControl(),
            observation(new Credentials.None(), code, "", lines)));
    return this;
  }

  A nonsense(int code, String... lines) {
    return seen(new Experiment.NonsenseControl(), code, lines);
  }

  A addresses(int... codes) {
    List<ExperimentResult.At> at = new ArrayList<>();
    for (int code : codes) {
      at.add(
          new ExperimentResult.At(
              "192.0.2." + (at.size() + 1), observation(credentials, code, "")));
    }
    answers.add(new ExperimentResult.Surveyed(new Experiment.EachAddress(), at));
    return this;
  }

  public A renewed(Credentials fresh, int code, String... lines) {
    answers.add(
        new ExperimentResult.Renewed(
            new Experiment.RenewedToken(),
            CredentialFacts.of(fresh),
            observation(fresh, code, "", lines),
            2));
    return this;
  }

  A renewalFailed(RenewalFailure failure) {
    answers.add(
        new ExperimentResult.RenewalFailed(
            new Experiment.RenewedToken(), failure, Observation.ofIssuer(failure, type, READER)));
    return this;
  }

  public A introspected(TokenSource.Introspection said) {
    answers.add(new ExperimentResult.Introspected(new Experiment.Introspection(), said));
    return this;
  }

  public A keySought(TokenSource.KeyLookup said) {
    answers.add(new ExperimentResult.KeySought(new Experiment.KeyLookup("k1"), said));
    return this;
  }

  public A declined(Experiment experiment) {
    answers.add(new ExperimentResult.Declined(experiment, "not now"));
    return this;
  }

  ExperimentResult lastAnswer() {
    return answers.getLast();
  }

  private Observation observation(Credentials shown, int code, String text, String... lines) {
    return new Given(code, text, List.of(lines), List.of(), null, offset).to(shown);
  }

  public Evidence evidence() {
    Symptom.Refused subject =
        new Symptom.Refused(
            new Given(status, body, headers, hops, shape, offset).to(credentials),
            CredentialFacts.of(credentials));
    boolean none = credentials instanceof Credentials.None;
    ProbeContext context =
        new ProbeContext("orders", none ? null : "billing", type, demand, capabilities, "c1", null);
    LastAccepted accepted =
        worked == null
            ? null
            : new LastAccepted(
                NOON.minusSeconds(workedAgo),
                surface,
                CredentialFacts.of(worked),
                "c1",
                null,
                skewBefore,
                challengeBefore);
    return new Evidence(
        NOON,
        subject,
        new Background(context, accepted, history, neighbours, issuer, null),
        budget,
        answers);
  }

  public EvidenceView asCase() {
    Evidence evidence = evidence();
    return new EvidenceView(evidence, (Symptom.Refused) evidence.symptom());
  }

  public Verdict verdict() {
    return ((Diagnosis.Concluded) new Diagnostician().examine(evidence())).verdict();
  }
}
