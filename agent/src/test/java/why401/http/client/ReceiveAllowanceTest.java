package why401.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiveAllowanceTest {
  private static final long EXCHANGE = ReceiveAllowance.EXCHANGE;
  private static final long BESIDE = ReceiveAllowance.BESIDE;

  private final ReceiveAllowance allowance = new ReceiveAllowance();

  @Test
  void beforeAnyExchange_littleMayCome() {
    assertThat(allowance.take(BESIDE)).isTrue();
    assertThat(allowance.take(1)).isFalse();
  }

  @Test
  void eachExchange_hasAllOfItsOwn() {
    for (int i = 0; i < 3; i++) {
      allowance.begin(false);
      assertThat(allowance.take(EXCHANGE)).as("%d", i).isTrue();
      allowance.end();
      assertThat(allowance.take(BESIDE)).as("%d", i).isTrue();
    }
  }

  @Test
  void oneExchange_hasNoMore() {
    allowance.begin(false);
    assertThat(allowance.take(EXCHANGE)).isTrue();
    assertThat(allowance.take(1)).isFalse();
  }

  @Test
  void betweenExchanges_littleMayCome() {
    allowance.begin(false);
    allowance.end();
    assertThat(allowance.take(BESIDE + 1)).isFalse();
  }

  @Test
  void exchangesThatShareAConnection_addUp() {
    allowance.begin(true);
    allowance.begin(true);
    assertThat(allowance.take(2 * EXCHANGE + ReceiveAllowance.WINDOW)).isTrue();
    assertThat(allowance.take(1)).isFalse();
  }

  @Test
  void exchangesThatBeginOneAfterTheOther_doNotRenewWhatIsSpent() {
    allowance.begin(true);
    assertThat(allowance.take(EXCHANGE + ReceiveAllowance.WINDOW)).isTrue();
    allowance.begin(true);
    assertThat(allowance.take(EXCHANGE + 1)).isFalse();
  }
}
