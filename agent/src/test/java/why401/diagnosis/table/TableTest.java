package why401.diagnosis.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.diagnosis.table.Mechanism.Prior;

/// The table that ships: that it loads is the check of every name and sum in it.
class TableTest {
  private final Table table = Table.shipped();

  @Test
  void theTableAsAWhole_isRight() {
    assertThat(new TableChecks(table).problems()).isEmpty();
  }

  @Test
  void everyCause_hasAMechanism() {
    assertThat(table.mechanisms()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(table.mechanisms().stream().map(Mechanism::cause).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Cause.class));
  }

  @Test
  void everyRow_sumsToOne() {
    for (Mechanism mechanism : table.mechanisms()) {
      for (Variable variable : table.variables()) {
        double sum =
            variable.values().stream()
                .mapToDouble(value -> table.likelihood(mechanism, variable, Set.of(value.name())))
                .sum();
        assertThat(sum).as(mechanism.id() + " " + variable.name()).isCloseTo(1, within(1e-6));
      }
    }
  }

  @Test
  void repliesThatDiffer_areMarkedSo() {
    Set<Cause> varying = EnumSet.of(Cause.INCONSISTENT_BACKENDS, Cause.TRANSIENT);
    assertThat(table.mechanisms())
        .allMatch(one -> one.prior().varies() == varying.contains(one.cause()));
  }

  @Test
  void onlyWhatIsNotKnown_predictsNothing() {
    assertThat(table.mechanisms().stream().filter(one -> one.predictions().isEmpty()))
        .extracting(Mechanism::cause)
        .containsExactly(Cause.UNKNOWN);
  }

  @Test
  void everyCircumstance_hasAMechanismBesideTheUnknownOne() {
    for (CredentialKind kind : CredentialKind.values()) {
      for (Situation situation : Situation.values()) {
        assertThat(table.mechanisms().stream().map(Mechanism::prior))
            .as(kind + " " + situation)
            .filteredOn((Prior prior) -> prior.weight(kind, situation) > 0)
            .hasSizeGreaterThan(10);
      }
    }
  }
}
