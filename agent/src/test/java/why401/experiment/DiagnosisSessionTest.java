package why401.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.cause.Cause;
import why401.diagnosis.verdict.Verdict;

/// The whole playbook in a world in memory: is the cause true, how sure is it, what did it cost?
class DiagnosisSessionTest {
  static Stream<Scenario> scenarios() {
    return Stream.of(
            TokenScenarios.all(),
            TokenLifeScenarios.all(),
            SecretScenarios.all(),
            KeyScenarios.all(),
            StabilityScenarios.all(),
            WithheldScenarios.all())
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyScenario_isToldAsACarefulPersonWould(Scenario scenario) {
    ExperimentFixture bed = new ExperimentFixture();
    Verdict verdict = scenario.play().apply(bed);
    assertThat(verdict.cause())
        .as("%s%n%s%n%s", verdict.summary(), verdict.evidence(), verdict.experiments())
        .isEqualTo(scenario.cause());
    // The surest comes first: none is surer than a careful person.
    assertThat(verdict.confidence()).isGreaterThanOrEqualTo(scenario.confidence());
    assertThat(bed.extra()).as("%s", bed.experiments).isLessThanOrEqualTo(6);
    assertThat(bed.world.refusedPasswords).isLessThanOrEqualTo(2);
  }

  @Test
  void scenarios_reachEveryCause() {
    Set<Cause> reached =
        scenarios()
            .map(Scenario::cause)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Cause.class)));
    assertThat(EnumSet.complementOf(EnumSet.copyOf(reached)))
        .containsExactlyInAnyOrder(Cause.REQUEST_BLOCKED);
  }
}
