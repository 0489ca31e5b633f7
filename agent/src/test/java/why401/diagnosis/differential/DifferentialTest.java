package why401.diagnosis.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.cause.FaultDomain;
import why401.diagnosis.differential.Observations.Entry;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;

@Execution(ExecutionMode.CONCURRENT)
class DifferentialTest {
  private static final Table TABLE = Table.shipped();
  private static final int WORLDS = 100;

  @Test
  void withoutObservations_itIsUnknownAndSaysWhatIsLeft() {
    Differential told = told(CredentialKind.JWT, Observations.NONE);
    assertThat(told.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(told.alternatives()).hasSize(3);
    assertThat(told.domain()).isEqualTo(FaultDomain.UNKNOWN);
  }

  @Test
  void whatWouldTellTheRestApart_isNamed() {
    Posterior posterior =
        Posterior.of(TABLE, new Subject(CredentialKind.JWT, Situation.REFUSED), Observations.NONE);
    assertThat(Differential.discriminating(posterior)).hasSize(3);
  }

  @Test
  void alternatives_sayWhatSpeaksForThem() {
    Observations seen =
        Observations.NONE
            .with(TABLE, "introspection", "inactive", Instant.EPOCH)
            .with(TABLE, "renewed-token", "accepted", Instant.EPOCH);
    Differential told = told(CredentialKind.OPAQUE, seen);
    assertThat(told.alternatives())
        .anySatisfy(
            other -> {
              assertThat(other.cause()).isEqualTo(Cause.TOKEN_REVOKED);
              assertThat(other.because()).contains("calls the token inactive");
            });
  }

  @Test
  void domain_followsTheClockThatIsOff() {
    Observations seen =
        Observations.NONE
            .with(TABLE, "token-life", "not-yet-valid", Instant.EPOCH)
            .with(TABLE, "clock-off", "provider", Instant.EPOCH);
    assertThat(told(CredentialKind.JWT, seen).domain()).isEqualTo(FaultDomain.IDENTITY_PROVIDER);
  }

  @Test
  void aFewReplies_areNeverCertainOfWhatOneReplicaMaySay() {
    Observations seen =
        Observations.NONE
            .with(TABLE, "stated", "audience", Instant.EPOCH)
            .with(TABLE, "audience", "other", Instant.EPOCH)
            .with(TABLE, "issuer", "as-demanded", Instant.EPOCH)
            .with(TABLE, "token-life", "running", Instant.EPOCH)
            .with(TABLE, "key", "published", Instant.EPOCH)
            .with(TABLE, "renewed-token", "refused-alike", Instant.EPOCH);
    Observations few = seen.with(TABLE, "repeats", "alike-few", Instant.EPOCH);
    Observations many = seen.with(TABLE, "repeats", "alike-many", Instant.EPOCH);
    assertThat(told(CredentialKind.JWT, few).confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(told(CredentialKind.JWT, many).cause()).isEqualTo(Cause.AUDIENCE_MISMATCH);
  }

  /// Having less to ask with leaves fewer rivals excluded, never more.
  @Test
  void leavingAnObservationOut_excludesNoFurtherRival() {
    for (Posterior full : worlds()) {
      for (Entry entry : full.observations().entries()) {
        if (entry.variable().traits().cumulative() || !entry.variable().groups().isEmpty()) {
          continue;
        }
        Posterior less = Posterior.of(TABLE, subject(full), full.observations().without(entry));
        assertThat(full.mechanisms().keySet())
            .allMatch(one -> less.exclusion(one).isEmpty() || full.exclusion(one).isPresent());
      }
    }
  }

  @Test
  void causesThatNothingToldApart_areToldAsSuch() {
    Observations seen = Observations.NONE.with(TABLE, "renewal-failure", "rejected", Instant.EPOCH);
    Differential told =
        Differential.of(
            Posterior.of(TABLE, new Subject(CredentialKind.PASSWORD, Situation.WITHHELD), seen));
    assertThat(told.confidence()).isEqualTo(Confidence.POSSIBLE);
    assertThat(told.alternatives()).isNotEmpty();
  }

  private static List<Posterior> worlds() {
    Random random = new Random(1);
    List<Mechanism> mechanisms =
        TABLE.mechanisms().stream()
            .filter(one -> one.prior().weight(CredentialKind.JWT, Situation.REFUSED) > 0)
            .toList();
    return IntStream.range(0, WORLDS)
        .mapToObj(i -> mechanisms.get(i % mechanisms.size()))
        .map(one -> world(one, random).examined(1))
        .toList();
  }

  private static World world(Mechanism mechanism, Random random) {
    return new World(
        TABLE,
        new Subject(CredentialKind.JWT, Situation.REFUSED),
        variable -> Drawing.of(TABLE).drawn(mechanism, variable, random),
        random);
  }

  private static Subject subject(Posterior posterior) {
    assertThat(posterior.mechanisms()).isNotEmpty();
    return new Subject(CredentialKind.JWT, Situation.REFUSED);
  }

  private static Differential told(CredentialKind kind, Observations seen) {
    return Differential.of(Posterior.of(TABLE, new Subject(kind, Situation.REFUSED), seen));
  }
}
