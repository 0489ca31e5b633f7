package why401.probe.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.Credential.Placement;
import why401.credential.secret.Secret;
import why401.http.CookieScope;
import why401.http.client.RawServer;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.ProbeBuilder;
import why401.probe.RequestVariation;
import why401.token.Credentials;
import why401.token.RenewalFailure;

/// What goes over the wire for each kind of proof, and what is said of it.
class WireTest {
  private final ProberFixture probing = new ProberFixture();
  private final RawServer server =
      RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", "fine")));
  private final ProbeBuilder probe = ProbeBuilder.of(server.url("/orders?limit=1"));

  @AfterEach
  void close() {
    probing.close();
    server.close();
  }

  @Test
  void basic_isSentWithTheFirstRequest() {
    Outcome outcome = probing.send(probe, ProberFixture.BASIC);
    String pair = "probe:" + ProberFixture.SECRET;
    assertThat(server.last().header("Authorization"))
        .isEqualTo(
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void bearer_isSentAndRecordedWithoutItsValue() {
    Exchange exchange = ProberFixture.exchange(probing.send(probe, ProberFixture.BEARER));
    assertThat(server.last().header("Authorization")).isEqualTo("Bearer " + ProberFixture.SECRET);
    assertThat(exchange.sent().onFirstHop()).isTrue();
    assertThat(exchange.sent().fingerprint()).isEqualTo(ProberFixture.BEARER.fingerprint());
    assertThat(exchange.toString()).doesNotContain(ProberFixture.SECRET);
  }

  @Test
  void keyInTheQuery_isSentAndInNoReportedUrl() {
    Outcome outcome = probing.send(probe, ProberFixture.key(Placement.QUERY, "api_key"));
    assertThat(server.last().path()).isEqualTo("/orders?limit=1&api_key=" + ProberFixture.SECRET);
    assertThat(ProberFixture.exchange(outcome).url().getQuery()).isEqualTo("limit=1");
    assertThat(outcome.toString()).doesNotContain(ProberFixture.SECRET);
  }

  @Test
  void keyInTheQuery_staysHiddenWhenTheServerSendsItBack() {
    try (RawServer echo =
        RawServer.of(
            (request, out) ->
                out.write(
                    RawServer.answer(
                        "302 Found\r\nLocation: https://else.invalid/?back=" + request.path(),
                        "you asked for " + request.path())))) {
      Outcome outcome =
          probing.send(
              ProbeBuilder.of(echo.url("/")), ProberFixture.key(Placement.QUERY, "api_key"));
      assertThat(ProberFixture.exchange(outcome).hops()).hasSize(1);
      assertThat(outcome.toString()).contains("you asked for").doesNotContain(ProberFixture.SECRET);
    }
  }

  @Test
  void keyInAHeader_isSent() {
    probing.send(probe, ProberFixture.key(Placement.HEADER, "X-API-Key"));
    assertThat(server.last().header("X-API-Key")).isEqualTo(ProberFixture.SECRET);
  }

  @Test
  void keyInACookie_isSent() {
    probing.send(probe, ProberFixture.key(Placement.COOKIE, "key"));
    assertThat(server.last().header("Cookie")).isEqualTo("key=" + ProberFixture.SECRET);
  }

  @Test
  void session_goesToItsOrigin() {
    Exchange exchange =
        ProberFixture.exchange(probing.send(probe, ProberFixture.session(server.url(""))));
    assertThat(server.last().header("Cookie")).isEqualTo("JSESSIONID=" + ProberFixture.SECRET);
    assertThat(exchange.sent().tokenId()).isEqualTo("orders-key#3");
  }

  /// A cookie knows no ports (RFC 6265, 8.5): it goes to the probe's, which is configured.
  @Test
  void session_ofAnotherPort_goesToTheProbe() {
    probing.send(probe, ProberFixture.session("http://127.0.0.1:1"));
    assertThat(server.last().header("Cookie")).isEqualTo("JSESSIONID=" + ProberFixture.SECRET);
  }

  @Test
  void session_withoutACookieForTheProbe_isNotSent_andSaysWhy() {
    assertThat(misfit(new CookieScope("portal.example", true, "/", false)))
        .endsWith(": JSESSIONID goes to portal.example");
    assertThat(misfit(new CookieScope("127.0.0.1", true, "/admin", false)))
        .endsWith(": JSESSIONID goes to the path /admin");
    assertThat(misfit(new CookieScope("127.0.0.1", true, "/", true)))
        .startsWith("no cookie of the session goes to http://127.0.0.1/")
        .endsWith(": JSESSIONID is Secure and goes over https alone");
    assertThat(server.requests()).isEmpty();
  }

  private String misfit(CookieScope scope) {
    Outcome outcome = probing.send(probe, ProberFixture.session(server.url(""), scope));
    return outcome instanceof Outcome.Withheld withheld
        ? withheld.failure().description()
        : outcome.toString();
  }

  @Test
  void token_reportsItsRemainingLifeOnce() {
    probing.send(
        probe, new Credentials.AccessToken(ProberFixture.token(Instant.now().plusSeconds(60))));
    assertThat(probing.remaining).hasSize(1);
    assertThat(probing.remaining.getFirst().toSeconds()).isBetween(50L, 60L);
  }

  @Test
  void expiredToken_isNotSent() {
    Outcome outcome =
        probing.send(
            probe, new Credentials.AccessToken(ProberFixture.token(Instant.now().minusSeconds(1))));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Withheld.class,
            withheld ->
                assertThat(withheld.reason())
                    .isEqualTo(Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE));
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tok\nen-secret", "tok\r\nX-Injected: en-secret", "tök-en-secret"})
  void token_thatNoHeaderCarries_isWithheldWithoutBeingQuoted(String value) {
    Outcome outcome = probing.send(probe, new Credentials.StaticBearer(Secret.of(value)));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Withheld.class,
            withheld ->
                assertThat(withheld.failure().reason()).isEqualTo(RenewalFailure.Reason.MALFORMED));
    assertThat(outcome.toString()).contains("the token has a").doesNotContain("en-secret");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void configuredHeader_thatCannotBeWritten_isWithheldWithoutBeingQuoted() {
    Outcome outcome = probing.send(probe.header("X-Partner", "se\ncret"), ProberFixture.NOTHING);
    assertThat(outcome.toString())
        .contains("the header X-Partner has a line break in it")
        .doesNotContain("cret\"");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Placement.class)
  void nonsense_hasTheSameFormAndAnotherValue(Placement in) {
    probing.send(probe.post("{}"), ProberFixture.key(in, "key"), new RequestVariation.Nonsense());
    assertThat(server.last().line()).startsWith("GET ");
    assertThat(server.last().head()).contains("key").doesNotContain(ProberFixture.SECRET);
  }

  @Test
  void decoyOfBasic_isAnUnknownUser() {
    probing.send(probe, ProberFixture.BASIC, new RequestVariation.Nonsense());
    String header = server.last().header("Authorization");
    String pair =
        new String(
            Base64.getDecoder().decode(header.substring("Basic ".length())),
            StandardCharsets.UTF_8);
    assertThat(pair).startsWith("why401-nobody-");
  }

  @Test
  void anonymous_sendsNothingByGet() {
    Exchange exchange =
        ProberFixture.exchange(
            probing.send(probe.post("{}"), ProberFixture.BEARER, new RequestVariation.Anonymous()));
    assertThat(server.last().line()).startsWith("GET ");
    assertThat(server.last().header("Authorization")).isEmpty();
    assertThat(exchange.sent().withCredential()).isFalse();
    assertThat(exchange.sent().method()).isEqualTo("GET");
  }

  @Test
  void controlResource_getsTheCredential() {
    probing.send(
        probe,
        ProberFixture.BEARER,
        new RequestVariation.ControlResource(java.net.URI.create(server.url("/ping"))));
    assertThat(server.last().path()).isEqualTo("/ping");
    assertThat(server.last().header("Authorization")).isEqualTo("Bearer " + ProberFixture.SECRET);
  }

  @Test
  void otherProof_isSentInPlaceOfTheFirst() {
    probing.send(
        probe,
        ProberFixture.BEARER,
        new RequestVariation.WithCredentials(new Credentials.StaticBearer(Secret.of("renewed"))));
    assertThat(server.last().header("Authorization")).isEqualTo("Bearer renewed");
  }

  @Test
  void post_isSentWithItsBodyOnce() {
    probing.send(
        probe.post("{\"a\":1}").header("Content-Type", "application/json"), ProberFixture.BEARER);
    assertThat(server.requests()).hasSize(1);
    assertThat(server.last().body()).isEqualTo("{\"a\":1}");
    assertThat(server.last().header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void phases_ofAFirstRequest_areAllButTls() {
    ProbeBuilder named = ProbeBuilder.of("http://localhost:" + server.port() + "/");
    Exchange exchange = ProberFixture.exchange(probing.send(named, ProberFixture.NOTHING));
    assertThat(exchange.phases()).containsOnlyKeys("dns", "connect", "processing", "transfer");
    assertThat(exchange.address()).isEqualTo("127.0.0.1");
  }

  @Test
  void phases_onAKeptConnection_areTheExchangeOnly() {
    probing.send(probe, ProberFixture.NOTHING);
    Exchange exchange = ProberFixture.exchange(probing.send(probe, ProberFixture.NOTHING));
    assertThat(exchange.phases()).containsOnlyKeys("processing", "transfer");
  }

  @Test
  void freshProbe_connectsEachTime() {
    probing.send(probe.fresh(), ProberFixture.NOTHING);
    probing.send(probe.fresh(), ProberFixture.NOTHING);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void addresses_areThoseOfTheHost() {
    assertThat(probing.prober.addresses(probe.build()))
        .isEqualTo(List.of(java.net.InetAddress.getLoopbackAddress()));
  }
}
