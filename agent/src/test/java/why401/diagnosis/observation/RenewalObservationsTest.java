package why401.diagnosis.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.diagnosis.A;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.table.Table;
import why401.probe.Outcome;
import why401.token.IssuerHealth;
import why401.token.RenewalFailure;
import why401.token.RenewalFailure.Detail;
import why401.token.RenewalFailure.Reason;

/// What is observed of renewals that failed or changed nothing.
class RenewalObservationsTest {
  private static final Table TABLE = Table.shipped();

  private static List<String> seen(Evidence evidence) {
    return Observers.of(TABLE, evidence).entries().stream()
        .map(one -> one.variable().name() + "=" + one.value())
        .toList();
  }

  private static Evidence withheld(RenewalFailure failure, boolean failing) {
    Background known = A.token().evidence().background();
    IssuerHealth health = new IssuerHealth("https://idp.example", true, A.NOON, null, failing);
    Background background =
        new Background(known.context(), null, known.history(), known.neighbours(), health, null);
    Outcome.Withheld outcome =
        new Outcome.Withheld(A.NOON, Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE, failure);
    return new Evidence(
        A.NOON,
        new Symptom.Withheld(outcome, null),
        background,
        A.token().evidence().budget(),
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_RESPONSE, NONE, no-token",
    "INVALID_RESPONSE, UNUSABLE_TOKEN, unusable-token",
    "REJECTED, ANSWER_LOST, answer-lost",
    "SECRET_UNAVAILABLE, GRANT_DEAD, rejected",
    "SECRET_UNAVAILABLE, NOT_FOR_REQUEST, not-for-request",
    "SECRET_UNAVAILABLE, NONE, secret-absent"
  })
  void detailOfAFailure_isObserved(Reason reason, Detail detail, String value) {
    RenewalFailure failure = RenewalFailure.of(A.NOON, reason, "what failed").with(detail);

    assertThat(seen(withheld(failure, false))).contains("renewal-failure=" + value);
  }

  @ParameterizedTest
  @CsvSource({"true, failing", "false, up"})
  void providerThatAnswersSomeRequestsOnly_isFailing(boolean failing, String value) {
    RenewalFailure failure = RenewalFailure.of(A.NOON, Reason.SERVER_ERROR, "status 500");

    assertThat(seen(withheld(failure, failing))).contains("provider=" + value);
  }

  @Test
  void sameTokenThatIsAcceptedAfterARenewal_isAnAcceptedRepetition() {
    Evidence evidence = A.token().renewed(A.jwt("k1"), 200).evidence();

    assertThat(seen(evidence)).contains("renewed-token=not-renewed", "repeats=passed-once");
  }

  @Test
  void sameTokenThatIsRefusedAfterARenewal_isARefusedRepetition() {
    Evidence evidence = A.token().renewed(A.jwt("k1"), 401, A.INVALID).evidence();

    assertThat(seen(evidence)).contains("renewed-token=not-renewed", "repeats=alike-few");
  }
}
