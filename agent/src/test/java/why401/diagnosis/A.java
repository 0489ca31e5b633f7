package why401.diagnosis;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.challenge.Reader;
import why401.credential.Credential;
import why401.credential.Secret;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.token.Fault;
import why401.token.Proof;
import why401.token.Tokens;

/// A refusal for the tables of the rules, told in a chain: `A.token().answered(401,
/// …).retried(401)`.
final class A extends Setting {
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  static final String BARE = "WWW-Authenticate: Bearer realm=\"api\"";
  static final String INVALID = BARE + ", error=\"invalid_token\"";
  static final String BASIC = "WWW-Authenticate: Basic realm=\"x\"";

  private static final Reader READER = new Reader();

  private final Proof proof;
  private final List<Answer> answers = new ArrayList<>();
  private List<String> headers = List.of();
  private List<Exchange.Hop> hops = List.of();
  private int status = 401;
  private String body = "";
  private Duration offset = Duration.ZERO;
  private Outcome.@Nullable Shape shape;

  private A(Proof proof) {
    this.proof = proof;
  }

  @Override
  A self() {
    return this;
  }

  @Override
  Proof shown() {
    return proof;
  }

  static A proof(Proof proof) {
    return new A(proof);
  }

  static Proof jwt(String keyId) {
    Instant issued = NOON.minusSeconds(60);
    return Jwts.access(
        1, Jwts.jwt(keyId, issued, NOON.plusSeconds(240), _ -> {}), issued, NOON.plusSeconds(240));
  }

  /// A JWT that we renew.
  static A token() {
    A a = new A(jwt("k1")).answered(401, INVALID);
    a.type = "client-credentials";
    a.means = new Means(true, Jwts.ISSUER, true, true, false, true, false, 1);
    return a;
  }

  /// An opaque token that somebody else rotates.
  static A opaque() {
    return new A(new Proof.StaticBearer(Secret.of("opaque-1"))).answered(401, INVALID);
  }

  static A basic() {
    return new A(new Proof.Basic("probe", Secret.of("secret"))).answered(401, BASIC);
  }

  static A digest() {
    return new A(new Proof.Digest("probe", Secret.of("secret")))
        .answered(401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\"");
  }

  static A key() {
    return key("k-1");
  }

  static A key(String value) {
    return new A(new Proof.Key(Credential.Placement.HEADER, "X-API-Key", Secret.of(value)));
  }

  static A session() {
    A a = new A(Jwts.session(1, "old", NOON.minusSeconds(60)));
    a.means = new Means(true, null, false, false, false, true, false, 1);
    return a.answered(302, "Location: https://api.example/login")
        .shape(Outcome.Shape.LOGIN_REDIRECT);
  }

  static A nobody() {
    return new A(new Proof.None()).answered(401, BASIC);
  }

  A answered(int code, String... lines) {
    status = code;
    headers = List.of(lines);
    return this;
  }

  A body(String text) {
    body = text;
    return this;
  }

  A shape(Outcome.Shape given) {
    shape = given;
    return this;
  }

  A redirected(URI to) {
    hops = List.of(new Exchange.Hop(302, Given.URL, to, false));
    return this;
  }

  A clock(Duration targetOffset) {
    offset = targetOffset;
    return this;
  }

  // Answers of experiments.

  A seen(Question question, int code, String... lines) {
    answers.add(new Answer.Observed(question, observation(proof, code, "", lines)));
    return this;
  }

  A seenBody(Question question, int code, String text) {
    answers.add(new Answer.Observed(question, observation(proof, code, text)));
    return this;
  }

  A retried(int code) {
    int nth =
        (int)
                answers.stream()
                    .filter(answer -> answer.question() instanceof Question.IdenticalRetry)
                    .count()
            + 1;
    return seen(new Question.IdenticalRetry(nth), code);
  }

  A fresh(int code, String... lines) {
    int nth =
        (int)
                answers.stream()
                    .filter(answer -> answer.question() instanceof Question.FreshSession)
                    .count()
            + 1;
    return seen(new Question.FreshSession(nth), code, lines);
  }

  A anonymous(int code, String... lines) {
    answers.add(
        new Answer.Observed(
            new Question.AnonymousControl(), observation(new Proof.None(), code, "", lines)));
    return this;
  }

  A nonsense(int code, String... lines) {
    return seen(new Question.NonsenseControl(), code, lines);
  }

  A addresses(int... codes) {
    List<Answer.At> at = new ArrayList<>();
    for (int code : codes) {
      at.add(new Answer.At("192.0.2." + (at.size() + 1), observation(proof, code, "")));
    }
    answers.add(new Answer.Surveyed(new Question.EachAddress(), at));
    return this;
  }

  A renewed(Proof fresh, int code, String... lines) {
    answers.add(
        new Answer.Renewed(
            new Question.RenewedToken(),
            ProofFacts.of(fresh),
            observation(fresh, code, "", lines),
            2));
    return this;
  }

  A renewalFailed(Fault fault) {
    answers.add(
        new Answer.RenewalFailed(
            new Question.RenewedToken(), fault, Readings.of(fault, type, READER)));
    return this;
  }

  A introspected(Tokens.Introspection said) {
    answers.add(new Answer.Introspected(new Question.Introspection(), said));
    return this;
  }

  A keySought(Tokens.KeyLookup said) {
    answers.add(new Answer.KeySought(new Question.KeyLookup("k1"), said));
    return this;
  }

  A declined(Question question) {
    answers.add(new Answer.Declined(question, "not now"));
    return this;
  }

  private Observation observation(Proof shown, int code, String text, String... lines) {
    return new Given(code, text, List.of(lines), List.of(), null, offset).to(shown);
  }

  Evidence evidence() {
    Subject.Refused subject =
        new Subject.Refused(
            new Given(status, body, headers, hops, shape, offset).to(proof), ProofFacts.of(proof));
    boolean none = proof instanceof Proof.None;
    Setup setup = new Setup("orders", none ? null : "billing", type, demand, means, "c1", null);
    LastGood good =
        worked == null
            ? null
            : new LastGood(
                NOON.minusSeconds(workedAgo),
                surface,
                ProofFacts.of(worked),
                "c1",
                null,
                skewBefore,
                challengeBefore);
    return new Evidence(
        NOON,
        subject,
        new Background(setup, good, history, neighbours, issuer, null),
        allowance,
        answers);
  }

  Case asCase() {
    Evidence evidence = evidence();
    return new Case(evidence, (Subject.Refused) evidence.subject());
  }

  Verdict verdict() {
    return ((Diagnosis.Concluded) new Diagnostician().examine(evidence())).verdict();
  }
}
