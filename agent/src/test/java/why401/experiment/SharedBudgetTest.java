package why401.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import why401.deployment.RecordBoard;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.probe.Probe;
import why401.probe.ProbeBuilder;

/// Two members, each with probes of one target.
class SharedBudgetTest {
  private final RecordBoard board = new RecordBoard();
  private final RecordBoard.Member first = board.member("first");
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private final ExperimentBudget one = budget(first);
  private final ExperimentBudget other = budget(board.member("second"));

  private ExperimentBudget budget(RecordBoard.Member member) {
    ExperimentBudget budget = new ExperimentBudget(new DiagnosisLimits(6, 10), () -> now);
    budget.share(member);
    return budget;
  }

  @Test
  void targetHasOneBudget_whoeverSends() {
    for (int i = 0; i < 4; i++) {
      assertThat(one.reserve(probe("a" + i), 6)).isTrue();
    }
    one.settle(probe("a3"), 6, 4);
    for (int i = 0; i < 3; i++) {
      assertThat(other.reserve(probe("b" + i), 6)).isTrue();
    }
    assertThat(other.left(probe("b9"))).isZero();
    assertThat(other.reserve(probe("b9"), 1)).isFalse();
    now = now.plus(Duration.ofMinutes(61));
    assertThat(other.left(probe("b9"))).isEqualTo(6);
  }

  @Test
  void memberThatIsCutOff_countsItsOwn() {
    first.cutOff(true);
    assertThat(one.reserve(probe("a"), 6)).isTrue();
    assertThat(one.left(probe("a"))).isEqualTo(4);
    assertThat(other.left(probe("b"))).isEqualTo(6);
  }

  private static Probe probe(String name) {
    Probe like = ProbeBuilder.of("https://t.example/" + name).build();
    return new Probe(
        name,
        like.url(),
        null,
        like.cadence(),
        like.timeout(),
        like.method(),
        like.headers(),
        like.body(),
        like.expect(),
        like.followRedirects(),
        like.connection(),
        null,
        Probe.TokenDemand.NONE,
        Probe.Alerting.DEFAULT,
        Map.of(),
        like.tls(),
        null,
        Probe.Companions.NONE);
  }
}
