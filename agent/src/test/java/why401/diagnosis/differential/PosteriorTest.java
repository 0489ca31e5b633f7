package why401.diagnosis.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.diagnosis.differential.Observations.Entry;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;

class PosteriorTest {
  private static final Table TABLE = Table.shipped();
  private static final Subject JWT = new Subject(CredentialKind.JWT, Situation.REFUSED);

  @Test
  void withoutObservations_itIsThePrior() {
    Posterior posterior = Posterior.of(TABLE, JWT, Observations.NONE);
    double total =
        TABLE.mechanisms().stream()
            .mapToDouble(one -> one.prior().weight(JWT.kind(), JWT.situation()))
            .sum();
    posterior
        .mechanisms()
        .forEach(
            (one, p) ->
                assertThat(p)
                    .isCloseTo(
                        one.prior().weight(JWT.kind(), JWT.situation()) / total, within(1e-9)));
  }

  @Test
  void anObservation_multipliesTheOddsByItsLikelihoods() {
    Posterior before = Posterior.of(TABLE, JWT, Observations.NONE);
    Posterior after = Posterior.of(TABLE, JWT, seen("token-life", "over"));
    Mechanism over = mechanism("token-life-over");
    Mechanism unlisted = mechanism("unlisted");
    double odds = before.mechanisms().get(over) / before.mechanisms().get(unlisted);
    assertThat(after.mechanisms().get(over) / after.mechanisms().get(unlisted))
        .isCloseTo(odds * 0.989 / 0.1, within(odds * 0.1));
  }

  @Test
  void probabilities_sumToOne() {
    Posterior posterior = Posterior.of(TABLE, JWT, seen("token-life", "over"));
    assertThat(posterior.causes().stream().mapToDouble(each -> each.getValue()).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void theOrderOfObservations_doesNotMatter() {
    List<Entry> entries = new ArrayList<>();
    entries.add(entry("token-life", "running", 1));
    entries.add(entry("controls", "anonymous-differs", 2));
    entries.add(entry("controls", "decoy-alike", 3));
    entries.add(entry("repeats", "alike-few", 4));
    entries.add(entry("repeats", "mixed", 5));
    Posterior first = Posterior.of(TABLE, JWT, all(entries));
    Random random = new Random(401);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(entries, random);
      assertThat(Posterior.of(TABLE, JWT, all(entries)).mechanisms()).isEqualTo(first.mechanisms());
    }
  }

  @Test
  void twoPartialLooks_narrowEachOther() {
    Observations both =
        seen("controls", "anonymous-differs").with(entry("controls", "decoy-alike", 2));
    assertThat(both.left(TABLE.variable("controls"))).containsExactly("ours-like-decoy");
  }

  @Test
  void aContradiction_goesToTheLater() {
    Observations both =
        seen("controls", "anonymous-alike").with(entry("controls", "anonymous-differs", 2));
    assertThat(both.left(TABLE.variable("controls"))).contains("ours-differs");
    assertThat(both.entries()).hasSize(2);
  }

  @Test
  void aCumulativeLook_replacesTheEarlierOne() {
    Observations both = seen("repeats", "alike-few").with(entry("repeats", "alike-many", 2));
    assertThat(both.left(TABLE.variable("repeats"))).containsExactly("alike-many");
  }

  @Test
  void whatOneReplySaid_excludesNoReplicas() {
    Posterior posterior = Posterior.of(TABLE, JWT, seen("stated", "audience"));
    assertThat(posterior.exclusion(mechanism("replicas-with-other-keys"))).isEmpty();
  }

  @Test
  void enoughRepliesAlike_excludeReplicas() {
    Posterior posterior = Posterior.of(TABLE, JWT, seen("repeats", "alike-many"));
    assertThat(posterior.exclusion(mechanism("replicas-with-other-keys"))).isPresent();
    assertThat(posterior.exclusion(mechanism("target-was-starting"))).isPresent();
  }

  @Test
  void prose_excludesNothing() {
    Posterior posterior = Posterior.of(TABLE, JWT, seen("prose", "account_locked-high"));
    assertThat(TABLE.mechanisms()).allMatch(one -> posterior.exclusion(one).isEmpty());
  }

  @Test
  void aMechanismThatIsSilentAboutAVariable_isNotExcludedByIt() {
    Posterior posterior = Posterior.of(TABLE, JWT, seen("repeats", "mixed"));
    assertThat(posterior.exclusion(mechanism("unlisted"))).isEmpty();
  }

  @Test
  void sentence_isFilledFromDetails() {
    Entry entry =
        new Entry(
            TABLE.variable("renewal-failure"),
            "server-error",
            Instant.EPOCH,
            java.util.Map.of("status", "503"));
    assertThat(entry.sentence()).isEqualTo("The identity provider answered 503.");
  }

  @Test
  void tippingObservation_isTheOneThatSeparatesMost() {
    Observations seen = seen("status", "unauthorized").with(entry("token-life", "over", 2));
    Posterior posterior = Posterior.of(TABLE, JWT, seen);
    Mechanism over = mechanism("token-life-over");
    Mechanism missing = mechanism("right-missing");
    assertThat(posterior.tipping(over, missing, Observations.NONE))
        .hasValueSatisfying(entry -> assertThat(entry.value()).isEqualTo("over"));
    assertThat(posterior.tipping(over, missing, seen("status", "unauthorized")))
        .hasValueSatisfying(entry -> assertThat(entry.value()).isEqualTo("over"));
    assertThat(posterior.of(Cause.TOKEN_EXPIRED)).isGreaterThan(0.8);
  }

  @Test
  void whatIsSeenAgain_isKeptOnce() {
    Observations seen = seen("token-life", "over").with(entry("token-life", "over", 2));
    assertThat(seen.entries()).hasSize(1);
  }

  private static Observations seen(String variable, String value) {
    return Observations.NONE.with(entry(variable, value, 1));
  }

  private static Observations all(List<Entry> entries) {
    Observations all = Observations.NONE;
    for (Entry entry : entries) {
      all = all.with(entry);
    }
    return all;
  }

  private static Entry entry(String variable, String value, int at) {
    return new Entry(
        TABLE.variable(variable), value, Instant.ofEpochSecond(at), java.util.Map.of());
  }

  private static Mechanism mechanism(String id) {
    return TABLE.mechanisms().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }
}
