package why401.probe.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import why401.credential.TlsOptions;
import why401.http.client.RawServer;
import why401.http.client.TestCertificates;
import why401.probe.JsonDemand;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.ProbeBuilder;
import why401.token.Credentials;

/// Which answers are as expected, which are refusals, and which are neither.
class OutcomeClassifierTest {
  private static final String LOGIN_FORM =
      "<form action=/login method=post><input name=user><input type=password name=p></form>";

  private final ProberFixture probing = new ProberFixture();
  private volatile byte[] answer = RawServer.answer("200 OK", "fine");
  private final RawServer server = RawServer.of((_, out) -> out.write(answer));
  private final ProbeBuilder probe = ProbeBuilder.of(server.url("/"));

  @AfterEach
  void close() {
    probing.close();
    server.close();
  }

  private Outcome.Shape shape(String status, String body, Credentials credentials) {
    answer = RawServer.answer(status, body);
    return probing.send(probe, credentials) instanceof Outcome.Refused(_, var shape) ? shape : null;
  }

  private String found(String status, Probe.Expectation expect, String body) {
    answer = RawServer.answer(status, body);
    return switch (probing.send(probe.expecting(expect), ProberFixture.NOTHING)) {
      case Outcome.Accepted _ -> "accepted";
      case Outcome.Unexpected unexpected -> unexpected.why();
      case Outcome other -> String.valueOf(other);
    };
  }

  private String json(String pointer, JsonDemand demand) {
    return found(
        "200 OK",
        new Probe.Expectation(List.of(), null, Map.of(pointer, demand), Map.of(), null),
        "{\"state\": \"UP\", \"n\": 3.0, \"items\": [1, 2], \"none\": null, \"on\": true}");
  }

  @Test
  void aJsonBody_isLookedAtByPointer() {
    assertThat(json("/state", new JsonDemand.Equal("UP"))).isEqualTo("accepted");
    assertThat(json("/n", new JsonDemand.Equal("3"))).isEqualTo("accepted");
    assertThat(json("/on", new JsonDemand.Equal("true"))).isEqualTo("accepted");
    assertThat(json("/items/1", new JsonDemand.Equal("2"))).isEqualTo("accepted");
    assertThat(json("/items", new JsonDemand.Between(BigDecimal.ONE, null))).isEqualTo("accepted");
    assertThat(json("/n", new JsonDemand.Between(null, BigDecimal.TEN))).isEqualTo("accepted");
    assertThat(json("/state", new JsonDemand.Matches("^U"))).isEqualTo("accepted");
    assertThat(json("/none", new JsonDemand.Present(true))).isEqualTo("accepted");
    assertThat(json("/gone", new JsonDemand.Present(false))).isEqualTo("accepted");
    assertThat(json("/state", new JsonDemand.Equal("DOWN")))
        .isEqualTo("json: another value at /state (expected: DOWN)");
    assertThat(json("/gone", new JsonDemand.Between(BigDecimal.ONE, BigDecimal.TEN)))
        .isEqualTo("json: another value at /gone (expected: at least 1, at most 10)");
    Probe.Expectation any =
        new Probe.Expectation(
            List.of(), null, Map.of("", new JsonDemand.Present(true)), Map.of(), null);
    assertThat(found("200 OK", any, "<html>"))
        .isEqualTo("json: none (expected: a response in JSON)");
  }

  @Test
  void headersAndDuration_countToo() {
    String kind = "200 OK\r\nContent-Type: application/json; charset=utf-8";
    Map<String, String> json = Map.of("content-type", "^application/json");
    Probe.Expectation ofJson = new Probe.Expectation(List.of(), null, Map.of(), json, null);
    assertThat(found(kind, ofJson, "")).isEqualTo("accepted");
    assertThat(found("200 OK", ofJson, ""))
        .isEqualTo("header content-type: missing (expected: the configured expression)");
    Probe.Expectation soon =
        new Probe.Expectation(List.of(), null, Map.of(), Map.of(), Duration.ofNanos(1));
    assertThat(found("200 OK", soon, "")).matches("duration: \\d+ ms \\(expected: at most 0 ms\\)");
  }

  @Test
  void status401_isARefusalWithOrWithoutACredential() {
    assertThat(shape("401 Unauthorized", "", ProberFixture.NOTHING))
        .isEqualTo(Outcome.Shape.UNAUTHORIZED);
  }

  @Test
  void status401_thatIsExpected_isAccepted() {
    answer = RawServer.answer("401 Unauthorized", "");
    assertThat(probing.send(probe.expect(List.of(401), null), ProberFixture.NOTHING))
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void status407_isTheProxysRefusal() {
    assertThat(shape("407 Proxy Authentication Required", "", ProberFixture.BEARER))
        .isEqualTo(Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED);
  }

  @Test
  void status403_isARefusalOnlyOfACredential() {
    assertThat(shape("403 Forbidden", "", ProberFixture.BEARER)).isEqualTo(Outcome.Shape.FORBIDDEN);
    assertThat(shape("403 Forbidden", "", ProberFixture.NOTHING)).isNull();
  }

  @Test
  void status403_isARefusalOfAClientCertificate(@TempDir Path folder) {
    HeldCertificate own = new TestCertificates().of("probe");
    Path certificate = TestCertificates.file(folder, "own.pem", own.certificatePem());
    Path key = TestCertificates.file(folder, "key.pem", own.privateKeyPkcs8Pem());
    probe.tls(new TlsOptions(null, certificate, key, null, false));
    assertThat(shape("403 Forbidden", "", ProberFixture.NOTHING))
        .isEqualTo(Outcome.Shape.FORBIDDEN);
  }

  @Test
  void loginPage_withASuccessStatus_isARefusalWhenTheBodyIsNotAsExpected() {
    answer = RawServer.answer("200 OK\r\nContent-Type: text/html", LOGIN_FORM);
    assertThat(probing.send(probe.expect(List.of(), "invoice"), ProberFixture.BEARER))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.shape()).isEqualTo(Outcome.Shape.LOGIN_PAGE));
  }

  @Test
  void loginPage_thatIsExpected_isAccepted() {
    answer = RawServer.answer("200 OK\r\nContent-Type: text/html", LOGIN_FORM);
    assertThat(probing.send(probe, ProberFixture.BEARER)).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void status500_isUnexpectedAndSaysWhatWasExpected() {
    answer = RawServer.answer("500 Oops", "");
    assertThat(probing.send(probe, ProberFixture.BEARER))
        .isInstanceOfSatisfying(
            Outcome.Unexpected.class,
            unexpected -> assertThat(unexpected.why()).isEqualTo("status: 500 (expected: 2xx)"));
  }

  @Test
  void body_thatMatches_isAccepted() {
    assertThat(probing.send(probe.expect(List.of(200), "f[aeiou]ne"), ProberFixture.BEARER))
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void body_thatDoesNotMatch_isUnexpected() {
    assertThat(probing.send(probe.expect(List.of(), "gone"), ProberFixture.BEARER))
        .isInstanceOf(Outcome.Unexpected.class);
  }

  @Test
  @Timeout(20)
  void expression_thatBacktracksWithoutEnd_ends() {
    answer = RawServer.answer("200 OK", "a".repeat(5_000) + "!");
    for (String evil : List.of("(a+)+$", "(a|aa)+$")) {
      assertThat(
              probing.send(
                  probe.timeout(Duration.ofSeconds(15)).expect(List.of(), evil),
                  ProberFixture.BEARER))
          .isInstanceOf(Outcome.Unexpected.class);
    }
  }
}
