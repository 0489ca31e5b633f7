package why401.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import why401.diagnosis.A;
import why401.diagnosis.Faults;
import why401.diagnosis.Jwts;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.RemainingBudget;
import why401.probe.Outcome;
import why401.token.RenewalFailure;
import why401.token.SecretComparison;
import why401.token.TokenSource.KeyLookup;

class ChangeDetectorTest {
  private static List<String> changes(A a) {
    return ChangeDetector.of(a.asCase()).stream().map(Change::what).toList();
  }

  @Test
  void nothingChanged_isNothingToTell() {
    assertThat(changes(A.token().worked())).isEmpty();
    assertThat(changes(A.token())).isEmpty();
  }

  @Test
  void nearestToTheOnset_comesFirst() {
    Instant old = A.NOON.minusSeconds(9000);
    A a =
        A.proof(Jwts.access(2, Jwts.jwt("k2", old, A.NOON.plusSeconds(60), _ -> {}), old, old))
            .answered(401, A.INVALID, "Server: nginx")
            .worked(A.jwt("k1"))
            .surface("Apache", false);
    assertThat(changes(a)).containsExactly("server", "kid");
  }

  @Test
  void keySet_isAChangeWhenTheKeyIsGone() {
    A a = A.token().worked().keySought(new KeyLookup.Absent(List.of("k2")));
    assertThat(ChangeDetector.of(a.asCase()))
        .containsExactly(new Change("jwks", "key k1", "keys 'k2'", A.NOON));
  }

  @Test
  void secret_isAChangeWithoutBeingTold() {
    A a =
        A.key("new-key")
            .answered(401)
            .worked(
                new why401.token.Credentials.Basic(
                    "u", why401.credential.secret.Secret.of("old-key")));
    assertThat(ChangeDetector.of(a.asCase()).toString())
        .contains("secret")
        .doesNotContain("new-key")
        .doesNotContain("old-key");
  }

  @Test
  void challenge_isComparedWithoutItsNonce() {
    A same = A.digest().worked().challengeBefore("Digest realm=\"x\", nonce=\"other\"");
    assertThat(changes(same)).isEmpty();
    assertThat(changes(A.digest().worked().challengeBefore("Basic realm=\"x\"")))
        .containsExactly("challenge");
  }

  @Test
  void aRunWithNothingToSend_isToldOfItsProvider_andOfTheConfiguration() {
    assertThat(ChangeDetector.of(A.token().worked().issuer(false).evidence(), A.NOON))
        .containsExactly(
            new Change("identity provider", "answering", "connection refused", A.NOON));
    assertThat(ChangeDetector.of(A.token().worked().issuer(true).evidence(), A.NOON)).isEmpty();
    assertThat(ChangeDetector.of(A.token().issuer(false).evidence(), A.NOON)).isEmpty();
  }

  private static List<Change> withheld(SecretComparison past) {
    RenewalFailure plain = Faults.rejected(401, "invalid_client", "");
    RenewalFailure failure =
        new RenewalFailure(
            plain.at(), plain.reason(), 401, plain.error(), "", plain.response(), null, past);
    Evidence known = A.token().worked().issuer(true).evidence();
    Outcome.Withheld outcome =
        new Outcome.Withheld(A.NOON, Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE, failure);
    Evidence evidence =
        new Evidence(
            A.NOON,
            new Symptom.Withheld(outcome, null),
            known.background(),
            RemainingBudget.NONE,
            List.of());
    return ChangeDetector.of(evidence, A.NOON);
  }

  @Test
  void aSecretThatTheProviderRefuses_isAChangeIfItIsAnotherOne() {
    Instant since = A.NOON.minusSeconds(20);
    assertThat(withheld(new SecretComparison(A.NOON.minusSeconds(300), "aa", "bb", since)))
        .containsExactly(new Change("secret", "fingerprint aa", "fingerprint bb", since));
    assertThat(withheld(new SecretComparison(A.NOON.minusSeconds(300), "aa", "aa", since)))
        .isEmpty();
  }
}
