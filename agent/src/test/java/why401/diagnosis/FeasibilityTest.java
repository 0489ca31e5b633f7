package why401.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import why401.diagnosis.evidence.Experiment;

class FeasibilityTest {
  private static final Experiment AGAIN = new Experiment.IdenticalRetry(1);
  private static final URI ELSEWHERE = URI.create("https://api.example/v2/orders");

  @Test
  void experiment_costsWhatTheRunItselfTook() {
    assertThat(A.token().asCase().refusal().requests()).isEqualTo(1);
    assertThat(A.digest().asCase().refusal().requests()).isEqualTo(2);
    assertThat(A.token().redirected(ELSEWHERE).asCase().refusal().requests()).isEqualTo(2);
  }

  @Test
  void redirectThatWasNotFollowed_costsNothing() {
    A login = A.session().redirected(ELSEWHERE);
    assertThat(login.asCase().refusal().requests()).isEqualTo(1);
  }

  @Test
  void experiment_thatTheAllowanceDoesNotCover_isNotAsked() {
    assertThat(Feasibility.may(A.digest().allowed(2, 1).asCase(), AGAIN)).isTrue();
    assertThat(Feasibility.may(A.digest().allowed(1, 1).asCase(), AGAIN)).isFalse();
    assertThat(Feasibility.may(A.token().redirected(ELSEWHERE).allowed(1, 1).asCase(), AGAIN))
        .isFalse();
  }

  @Test
  void renewal_isPaidForBesideTheRequestWithIt() {
    Experiment renewed = new Experiment.RenewedToken();
    assertThat(Feasibility.may(A.token().allowed(2, 1).asCase(), renewed)).isTrue();
    assertThat(Feasibility.may(A.token().allowed(1, 1).asCase(), renewed)).isFalse();
    assertThat(Feasibility.may(A.session().allowed(3, 1).asCase(), renewed)).isTrue();
    assertThat(Feasibility.may(A.session().allowed(2, 1).asCase(), renewed)).isFalse();
  }
}
