package why401.diagnosis.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.evidence.LastAccepted.Surface;
import why401.diagnosis.evidence.Recovery;
import why401.token.RenewalFailure;

class EndObserverTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Recovery.Attempts NONE = new Recovery.Attempts(false, false, "10.0.0.1");

  private Recovery.Side refused = side(Kind.TOKEN, "a", jwt("read"), surface("nginx", "10.0.0.1"));
  private Recovery.Side accepted = refused;
  private Recovery.Attempts attempts = NONE;

  @ParameterizedTest
  @CsvSource({"PASSWORD, new-secret", "KEY, new-secret", "SESSION, renewed-token"})
  void otherProof_isANewSecretOrARenewal_byItsKind(Kind kind, String value) {
    refused = side(kind, "a", null, surface("nginx", "10.0.0.1"));
    accepted = side(kind, "b", null, surface("nginx", "10.0.0.1"));
    assertThat(observer(false).value()).hasValue(value);
  }

  @Test
  void renewedToken_endsIt_unlessOneWasRefusedBefore() {
    accepted = side(Kind.TOKEN, "b", jwt("read"), surface("nginx", "10.0.0.1"));
    assertThat(observer(false).value()).hasValue("renewed-token");
    assertThat(observer(true).value()).hasValue("nothing-here");
    attempts = new Recovery.Attempts(true, false, "10.0.0.1");
    assertThat(observer(false).value()).hasValue("nothing-here");
  }

  @Test
  void renewedTokenWithARightMore_isAGrant() {
    accepted = side(Kind.TOKEN, "b", jwt("read", "write"), surface("nginx", "10.0.0.1"));
    assertThat(observer(true).value()).hasValue("right-granted");
  }

  @Test
  void configuration_comesBeforeTheTokenThatItBrought() {
    Recovery.Side after = side(Kind.TOKEN, "b", jwt("read"), surface("nginx", "10.0.0.1"));
    accepted = new Recovery.Side(after.shown(), after.surface(), "2");
    assertThat(observer(false).value()).hasValue("configuration");
  }

  @Test
  void newPassword_comesBeforeTheConfigurationThatHoldsIt() {
    refused = side(Kind.PASSWORD, "a", null, surface("nginx", "10.0.0.1"));
    CredentialFacts after = side(Kind.PASSWORD, "b", null, refused.surface()).shown();
    accepted = new Recovery.Side(after, refused.surface(), "2");
    assertThat(observer(false).value()).hasValue("new-secret");
  }

  @Test
  void otherServer_isARestart() {
    accepted = new Recovery.Side(refused.shown(), surface("nginx/2", "10.0.0.1"), "1");
    assertThat(observer(false).value()).hasValue("target-restart");
  }

  /// Replicas take turns; an address that was good before is one of them.
  @Test
  void otherAddress_isAReplacement_onlyIfItIsNew() {
    accepted = new Recovery.Side(refused.shown(), surface("nginx", "10.0.0.2"), "1");
    assertThat(observer(false).value()).hasValue("target-restart");
    attempts = new Recovery.Attempts(false, false, "10.0.0.2");
    assertThat(observer(false).value()).hasValue("nothing-here");
  }

  @Test
  void waitAndChangeElsewhere_areWeighedAlike() {
    assertThat(observer(false).value()).hasValue("nothing-here");
    attempts = new Recovery.Attempts(false, true, null);
    assertThat(observer(false).value()).hasValue("time");
    assertThat(observer(false).observed()).hasValue("unchanged-here");
  }

  @ParameterizedTest
  @CsvSource({
    "SECRET_UNAVAILABLE, new-secret",
    "UNREACHABLE, nothing-here",
    "RATE_LIMITED, time",
    "REJECTED,"
  })
  void renewalThatFailed_endsByItsReason(RenewalFailure.Reason reason, @Nullable String value) {
    Recovery recovery =
        new Recovery(NOON, refused, RenewalFailure.of(NOON, reason, "said"), accepted, attempts);
    assertThat(new EndObserver(recovery, false).value().orElse(null)).isEqualTo(value);
  }

  private EndObserver observer(boolean renewedInVain) {
    return new EndObserver(new Recovery(NOON, refused, null, accepted, attempts), renewedInVain);
  }

  private static Recovery.Side side(
      Kind kind, String fingerprint, @Nullable JwtFacts token, Surface surface) {
    return new Recovery.Side(
        new CredentialFacts(
            kind,
            "",
            fingerprint,
            Set.of(),
            token,
            null,
            null,
            CredentialFacts.Representation.PLAIN),
        surface,
        "1");
  }

  private static Surface surface(String server, String address) {
    return new Surface(server, address, null, List.of(), false);
  }

  private static JwtFacts jwt(String... scope) {
    return new JwtFacts(
        JwtFacts.Form.JWT,
        JwtFacts.Use.ACCESS,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(scope),
        JwtFacts.Times.NONE,
        JwtFacts.More.NONE);
  }
}
