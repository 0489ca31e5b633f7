package why401.probe.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.secret.Secret;
import why401.http.client.RawServer;
import why401.probe.Outcome;
import why401.probe.ProbeBuilder;
import why401.probe.RequestVariation;
import why401.token.Credentials;

/// The handshake of Digest is one request, and costs the account no attempt too many.
class DigestTest {
  private final ProberFixture probing = new ProberFixture();
  private final DigestServer digest = new DigestServer();
  private final RawServer server = RawServer.of(digest);
  private final ProbeBuilder probe = ProbeBuilder.of(server.url("/queue?all=1"));

  @AfterEach
  void close() {
    probing.close();
    server.close();
  }

  private Outcome send() {
    return probing.send(probe, ProberFixture.DIGEST);
  }

  private long shown() {
    return server.requests().stream()
        .filter(request -> !request.header("Authorization").isEmpty())
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "MD5-sess", "SHA-256"})
  void firstRun_answersTheChallenge(String algorithm) {
    digest.algorithm = algorithm;
    Outcome outcome = send();
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    assertThat(server.requests()).hasSize(2);
    assertThat(ProberFixture.exchange(outcome).sent().onFirstHop()).isTrue();
  }

  @Test
  void nextRun_isOneRequest() {
    send();
    assertThat(send()).isInstanceOf(Outcome.Accepted.class);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void staleNonce_isAnsweredOnceMore() {
    send();
    digest.nonce = "nonce-2";
    assertThat(send()).isInstanceOf(Outcome.Accepted.class);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void oldNonce_ofAServerThatDoesNotSayStale_isAnsweredOnceMore() {
    digest.admitsStale = false;
    send();
    digest.nonce = "nonce-2";
    assertThat(send()).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void wrongPassword_isSentOnce() {
    digest.password = "another";
    assertThat(send())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.shape()).isEqualTo(Outcome.Shape.UNAUTHORIZED));
    assertThat(shown()).isEqualTo(1);
  }

  @Test
  void wrongPassword_afterARefusal_isSentOnceInTheNextRun() {
    digest.password = "another";
    send();
    send();
    assertThat(shown()).isEqualTo(2);
  }

  @Test
  void serverThatCallsEveryNonceStale_endsTheHandshake() {
    String challenge = digest.challenge;
    digest.challenge = challenge + ", stale=true";
    digest.password = "another";
    assertThat(send()).isInstanceOf(Outcome.Refused.class);
    assertThat(server.requests()).hasSizeLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WWW-Authenticate: Basic realm=\"b\", Digest realm=\"printers\", qop=\"auth\","
            + " algorithm=%s, nonce=\"%s\"%s",
        "WWW-Authenticate: Basic realm=\"b\"\r\n"
            + "WWW-Authenticate: digest realm=\"printers\", qop=\"auth\", algorithm=%s,"
            + " nonce=\"%s\"%s",
        "WWW-Authenticate: Digest realm=\"printers\", qop=\"auth\", algorithm=SHA-512-256,"
            + " nonce=\"no\"\r\n"
            + "WWW-Authenticate: Digest realm=\"printers\", qop=\"auth\", algorithm=%s,"
            + " nonce=\"%s\"%s",
        "nonce: injected\r\n"
            + "uri: /injected\r\n"
            + "WWW-Authenticate: Digest realm=\"printers\", qop=\"auth\", algorithm=%s,"
            + " nonce=\"%s\"%s"
      })
  void challengeAmongOthers_isFound(String challenge) {
    digest.challenge = challenge;
    assertThat(send()).isInstanceOf(Outcome.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WWW-Authenticate: Basic realm=\"b\"",
        "WWW-Authenticate: Digest",
        "WWW-Authenticate: Digest realm=\"printers\"",
        "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=NO-SUCH",
        "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"no-such\"",
        "X-No: challenge"
      })
  void challengeThatCannotBeAnswered_isARefusalOfNothing(String challenge) {
    digest.challenge = challenge;
    Outcome outcome = send();
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(ProberFixture.exchange(outcome).sent().onFirstHop()).isFalse();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void passwordBeyondAscii_isHashedAsUtf8() {
    digest.password = "pässwörd€";
    Credentials credentials = new Credentials.Digest("probe", Secret.of("pässwörd€"));
    assertThat(probing.send(probe, credentials)).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void changedPassword_startsAgain() {
    send();
    digest.password = "another-one";
    Credentials credentials = new Credentials.Digest("probe", Secret.of("another-one"));
    assertThat(probing.send(probe, credentials)).isInstanceOf(Outcome.Accepted.class);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void forgottenProbe_startsAgain() {
    send();
    probing.prober.forget("orders");
    send();
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void decoy_isAnUnknownUser() {
    probing.send(probe, ProberFixture.DIGEST, new RequestVariation.Nonsense());
    assertThat(server.last().header("Authorization")).contains("username=\"why401-nobody-");
  }

  @Test
  void control_leavesTheRememberedNonceAlone() {
    send();
    probing.send(probe, ProberFixture.DIGEST, new RequestVariation.Nonsense());
    send();
    assertThat(server.requests()).hasSize(5);
  }
}
