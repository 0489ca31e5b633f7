package why401.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import why401.diagnosis.A;

class ResponseFingerprintTest {
  private static boolean same(A one, A two) {
    return one.asCase().refusal().sameAs(two.asCase().refusal());
  }

  @Test
  void answers_thatDifferInNumbersAndNonces_areTheSame() {
    assertThat(
            same(
                A.key().answered(401).body("{\"id\":\"3f2a-99\",\"at\":1700000000,\"m\":\"no\"}"),
                A.key().answered(401).body("{\"id\":\"77b0-12\",\"at\":1700000031,\"m\":\"no\"}")))
        .isTrue();
    assertThat(
            same(
                A.key().answered(401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"abc\""),
                A.key().answered(401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"xyz\"")))
        .isTrue();
  }

  @Test
  void answers_thatDifferInWordsOrErrors_differ() {
    assertThat(
            same(
                A.key().answered(401).body("{\"m\":\"unknown key\"}"),
                A.key().answered(401).body("{\"m\":\"no key\"}")))
        .isFalse();
    assertThat(same(A.key().answered(401, A.BARE), A.key().answered(401, A.INVALID))).isFalse();
    assertThat(same(A.key().answered(401), A.key().answered(403))).isFalse();
  }
}
