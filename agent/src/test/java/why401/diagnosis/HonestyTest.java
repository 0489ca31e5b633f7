package why401.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.verdict.RemainingBudget;
import why401.diagnosis.verdict.Verdict;
import why401.response.prose.ProseReading.Band;
import why401.token.RenewalFailure;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;

/// Whatever a world answers: the examination ends, within its allowance, without harm, and is never
/// certain without an experiment or somebody's word.
@Execution(ExecutionMode.CONCURRENT)
class HonestyTest {
  private static final List<String> LINES =
      List.of(
          A.BARE,
          A.INVALID,
          A.BASIC,
          A.INVALID + ", error_description=\"The aud claim is not valid\"",
          A.INVALID + ", error_description=\"The access token expired\"",
          "WWW-Authenticate: Bearer error=\"insufficient_scope\"",
          "WWW-Authenticate: Negotiate",
          "WWW-Authenticate: \"broken",
          "Retry-After: 60",
          "WWW-Authenticate: Digest nonce=\"n\", stale=true",
          "Server: nginx/1.22");
  private static final List<String> BODIES =
      List.of(
          "",
          "{\"message\":\"Invalid API key\"}",
          "{\"message\":\"No API key found in request\"}",
          "{\"error\":\"Your account is locked\"}",
          "<html>401 Authorization Required</html>",
          "too many requests");
  private static final int ROUNDS = 40;
  private static final double ROUNDING = 0.001;

  private Random random = new Random(0);

  @RepeatedTest(50)
  void everyExamination_endsWithinBoundsAndIsHonest(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < ROUNDS; i++) {
      A a = refusal();
      int left = random.nextInt(7);
      int refusals = random.nextInt(2);
      while (new Diagnostician().examine(a.allowed(left, refusals).evidence())
          instanceof Diagnosis.Asks(Experiment experiment)) {
        assertThat(a.asCase().braked()).isFalse();
        boolean shown = experiment.showsSecret();
        assertThat(!shown || a.asCase().kind() != Kind.PASSWORD || refusals > 0).isTrue();
        answer(a, experiment);
        ExperimentResult last = a.evidence().answers().getLast();
        assertThat(last.requests()).isLessThanOrEqualTo(left);
        left -= last.requests();
        refusals -= shown && a.asCase().kind() == Kind.PASSWORD && random.nextBoolean() ? 1 : 0;
        refusals = Math.max(0, refusals);
      }
      honest(a);
      // Where a new token met another refusal, a later look at the old one sees other replies.
      if (a.asCase().standing().equals(a.asCase().refusal())) {
        laterLookThatMayNotAsk_isNoSurer(a.evidence());
      }
    }
  }

  private static void laterLookThatMayNotAsk_isNoSurer(Evidence evidence) {
    Diagnosis.Concluded first = (Diagnosis.Concluded) new Diagnostician().examine(evidence);
    Background known = evidence.background();
    Evidence later =
        new Evidence(
            evidence.now(),
            evidence.symptom(),
            new Background(
                known.context(),
                known.lastAccepted(),
                known.history(),
                known.neighbours(),
                known.issuer(),
                first.verdict(),
                first.observations()),
            RemainingBudget.NONE,
            List.of());
    Verdict second = ((Diagnosis.Concluded) new Diagnostician().examine(later)).verdict();
    assertThat(second.confidence())
        .as("%s", first)
        .isGreaterThanOrEqualTo(first.verdict().confidence());
    assertThat(second.cause()).as("%s", first).isEqualTo(first.verdict().cause());
  }

  private static void honest(A a) {
    Verdict verdict = a.verdict();
    EvidenceView c = a.asCase();
    assertThat(verdict.summary()).endsWith(".");
    assertThat(verdict.remedy()).isNotBlank();
    oddsFit(verdict);
    if (verdict.confidence() == Confidence.CERTAIN) {
      boolean tried = !verdict.experiments().isEmpty();
      boolean said = c.interpretation().reason().cause(Band.HIGH).isPresent();
      boolean ownSight =
          c.kind() == Kind.NONE || !c.exchange().hops().isEmpty() || c.status() == 407;
      boolean signedTimes =
          verdict.cause() == Cause.CLOCK_SKEW || verdict.cause() == Cause.TOKEN_EXPIRED;
      assertThat(tried || said || ownSight || signedTimes).as("%s", verdict).isTrue();
    }
  }

  /// As probable as it says, and no alternative is more probable.
  private static void oddsFit(Verdict verdict) {
    double probability = verdict.odds().probability();
    double least =
        switch (verdict.confidence()) {
          case CERTAIN -> 0.99;
          case LIKELY -> 0.75;
          case POSSIBLE -> verdict.cause() == Cause.UNKNOWN ? 0 : 0.4;
        };
    assertThat(probability).as("%s", verdict).isGreaterThanOrEqualTo(least - ROUNDING);
    double others =
        verdict.odds().alternatives().stream().mapToDouble(Verdict.Alternative::probability).sum();
    boolean told = verdict.cause() != Cause.UNKNOWN;
    assertThat(others).as("%s", verdict).isLessThanOrEqualTo((told ? 1 - probability : 1) + 0.002);
    assertThat(verdict.odds().alternatives())
        .as("%s", verdict)
        .allMatch(one -> one.cause() != verdict.cause())
        .allMatch(one -> one.probability() <= probability + ROUNDING);
  }

  private A refusal() {
    A a =
        switch (random.nextInt(8)) {
          case 0 -> A.token();
          case 1 -> A.opaque();
          case 2 -> A.basic();
          case 3 -> A.digest();
          case 4 -> A.key(pick(List.of("k", "'k'", "k\n")));
          case 5 -> A.session();
          case 6 -> A.nobody();
          default -> A.token().clock(Duration.ofMinutes(random.nextInt(20) - 10));
        };
    if (random.nextBoolean()) {
      a.worked().surface("Apache", random.nextBoolean());
    }
    if (a.asCase().kind() != Kind.SESSION) {
      a.answered(pick(List.of(401, 401, 403, 407)), pick(LINES)).body(pick(BODIES));
    }
    boolean renewable = random.nextBoolean();
    return a.means(
        new Capabilities(
            renewable, Jwts.ISSUER, true, true, random.nextBoolean(), true, false, null, 2));
  }

  private void answer(A a, Experiment experiment) {
    int status = pick(List.of(200, 401, 401, 403, 429, 500));
    switch (experiment) {
      case Experiment.AnonymousControl _ -> a.anonymous(status, pick(LINES));
      case Experiment.KeyLookup _ ->
          a.keySought(
              pick(
                  List.of(
                      new KeyLookup.Published("f"),
                      new KeyLookup.Absent(List.of("k2")),
                      new KeyLookup.Unanswered("no"))));
      case Experiment.Introspection _ ->
          a.introspected(
              pick(
                  List.of(
                      new Introspection.Active(null, null),
                      new Introspection.Inactive(),
                      new Introspection.Unanswered("no"))));
      case Experiment.RenewedToken _ -> {
        if (random.nextBoolean()) {
          a.renewed(A.jwt(pick(List.of("k1", "k2"))), status, pick(LINES));
        } else {
          a.renewalFailed(
              RenewalFailure.of(A.NOON, pick(List.of(RenewalFailure.Reason.values())), "said"));
        }
      }
      case Experiment.EachAddress _ -> a.addresses(status, pick(List.of(200, 401)));
      case Experiment.IdenticalRetry _,
          Experiment.FreshSession _,
          Experiment.NonsenseControl _,
          Experiment.MalformedControl _,
          Experiment.ControlResource _,
          Experiment.CleanedSecret _ ->
          a.seen(experiment, status, pick(LINES));
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
