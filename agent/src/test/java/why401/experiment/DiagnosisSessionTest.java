package why401.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.verdict.Verdict;

/// The whole playbook in a world in memory: is the cause true, how sure is it, what did it cost?
@Execution(ExecutionMode.CONCURRENT)
class DiagnosisSessionTest {
  /// Each scenario is played once.
  private static final Map<String, Played> PLAYED = new ConcurrentHashMap<>();

  static Played played(Scenario scenario) {
    return PLAYED.computeIfAbsent(scenario.name(), _ -> Played.of(scenario.play()));
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
            TokenScenarios.all(),
            TokenLifeScenarios.all(),
            SecretScenarios.all(),
            KeyScenarios.all(),
            StabilityScenarios.all(),
            SignScenarios.all(),
            WithheldScenarios.all())
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyScenario_isToldAsACarefulPersonWould(Scenario scenario) {
    ExperimentFixture bed = played(scenario).bed();
    Verdict verdict = played(scenario).verdict();
    assertThat(verdict.cause()).as(bed::weighed).isEqualTo(scenario.cause());
    // The surest comes first: none is surer than a careful person.
    assertThat(verdict.confidence()).isGreaterThanOrEqualTo(scenario.confidence());
    assertThat(bed.extra()).as("%s", bed.experiments).isLessThanOrEqualTo(6);
    assertThat(bed.world.refusedPasswords).isLessThanOrEqualTo(2);
  }
}
