package why401.probe.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import why401.credential.Credential.Placement;
import why401.http.client.RawServer;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.ProbeBuilder;
import why401.probe.RequestVariation;
import why401.token.Credentials;

/// Redirects are ours to follow, and nothing secret goes along to another origin.
class RedirectTest {
  private final ProberFixture probing = new ProberFixture();
  private final RawServer other =
      RawServer.of((_, out) -> out.write(RawServer.answer("200 OK", "other")));
  private volatile String answer = "200 OK";
  private volatile String page = "home";
  private final RawServer home =
      RawServer.of(
          (request, out) ->
              out.write(
                  RawServer.answer(request.path().startsWith("/start") ? answer : "200 OK", page)));
  private final ProbeBuilder probe = ProbeBuilder.of(home.url("/start"));

  @BeforeEach
  void name() {
    probing.prober.nameOrigins(List.of(other.url("/any")), Map.of());
  }

  @AfterEach
  void close() {
    probing.close();
    home.close();
    other.close();
  }

  static List<Credentials> proofs() {
    return List.of(
        ProberFixture.BASIC,
        ProberFixture.BEARER,
        new Credentials.AccessToken(ProberFixture.token(Instant.now().plusSeconds(600))),
        ProberFixture.key(Placement.HEADER, "X-API-Key"),
        ProberFixture.key(Placement.QUERY, "api_key"),
        ProberFixture.key(Placement.COOKIE, "key"));
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void credential_staysAtItsOrigin(Credentials credentials) {
    answer = "302 Found\r\nLocation: " + other.url("/landed");
    Exchange exchange = ProberFixture.exchange(probing.send(probe, credentials));
    assertThat(other.last().path()).isEqualTo("/landed");
    assertThat(other.last().head())
        .doesNotContain(ProberFixture.SECRET)
        .doesNotContain("Authorization");
    assertThat(exchange.sent().onFirstHop()).isTrue();
    assertThat(exchange.sent().onLastHop()).isFalse();
    assertThat(exchange.hops().getFirst().credentialKept()).isFalse();
  }

  @Test
  void session_staysAtItsOrigin() {
    answer = "302 Found\r\nLocation: " + other.url("/landed");
    probing.send(probe, ProberFixture.session(home.url("")));
    assertThat(home.last().head()).contains(ProberFixture.SECRET);
    assertThat(other.last().head()).doesNotContain(ProberFixture.SECRET);
  }

  @Test
  void configuredHeaders_stayAtTheirOrigin() {
    answer = "302 Found\r\nLocation: " + other.url("/landed");
    probing.send(
        probe.header("X-Tenant-Key", ProberFixture.SECRET).header("Accept", "text/html"),
        ProberFixture.NOTHING);
    assertThat(other.last().header("X-Tenant-Key")).isEmpty();
    assertThat(other.last().header("Accept")).isEqualTo("text/html");
  }

  @Test
  void credential_goesAlongWithinItsOrigin() {
    answer = "302 Found\r\nLocation: /landed#part";
    Exchange exchange = ProberFixture.exchange(probing.send(probe, ProberFixture.BEARER));
    assertThat(home.last().path()).isEqualTo("/landed");
    assertThat(home.last().header("Authorization")).isEqualTo("Bearer " + ProberFixture.SECRET);
    assertThat(exchange.url().getFragment()).isNull();
    assertThat(exchange.hops().getFirst().credentialKept()).isTrue();
  }

  @Test
  void unconfiguredOrigin_isNotRequested() {
    probing.prober.nameOrigins(List.of(), Map.of());
    answer = "302 Found\r\nLocation: " + other.url("/landed");
    Outcome outcome = probing.send(probe, ProberFixture.BEARER);
    assertThat(other.requests()).isEmpty();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unexpected.class,
            unexpected -> {
              assertThat(unexpected.why()).contains("the configuration does not name that origin");
              assertThat(unexpected.exchange().hops()).hasSize(1);
            });
  }

  @Test
  void discoveredOrigin_isNamedForItsOwnCredentialOnly() {
    answer = "302 Found\r\nLocation: " + other.url("/landed");
    probing.prober.nameOrigins(
        List.of(home.url("/start")), Map.of("another", List.of(other.url("/any"))));
    assertThat(probing.send(probe, ProberFixture.BEARER)).isInstanceOf(Outcome.Unexpected.class);
    assertThat(other.requests()).isEmpty();
    probing.prober.nameOrigins(
        List.of(home.url("/start")),
        Map.of(String.valueOf(probe.build().credential()), List.of(other.url("/any"))));
    ProberFixture.exchange(probing.send(probe, ProberFixture.BEARER));
    assertThat(other.last().path()).isEqualTo("/landed");
  }

  @Test
  void loginPageAtTheEnd_isARefusal_unlessItsStatusIsExpected() {
    answer = "302 Found\r\nLocation: /login";
    page = "<html><form action=/login><input type=password name=p></form></html>";
    assertThat(probing.send(probe, ProberFixture.BEARER))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.shape()).isEqualTo(Outcome.Shape.LOGIN_REDIRECT));
    assertThat(probing.send(probe, ProberFixture.NOTHING)).isInstanceOf(Outcome.Accepted.class);
    assertThat(probing.send(probe.expect(List.of(200), null), ProberFixture.BEARER))
        .isInstanceOf(Outcome.Accepted.class);
    page = "home";
    assertThat(probing.send(probe, ProberFixture.BEARER)).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void loginOfAnotherOrigin_isARefusalWithoutARequest() {
    answer = "302 Found\r\nLocation: https://sso.example/login?service=orders";
    assertThat(probing.send(probe, ProberFixture.BEARER))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.shape()).isEqualTo(Outcome.Shape.LOGIN_REDIRECT));
  }

  @Test
  void login_withoutACredential_isNoRefusal() {
    answer = "302 Found\r\nLocation: https://sso.example/login?service=orders";
    assertThat(probing.send(probe, ProberFixture.NOTHING)).isInstanceOf(Outcome.Unexpected.class);
  }

  @Test
  void endlessRedirect_endsAfterTen() {
    answer = "302 Found\r\nLocation: /start?again";
    assertThat(probing.send(probe, ProberFixture.BEARER))
        .isInstanceOfSatisfying(
            Outcome.Unexpected.class,
            unexpected -> assertThat(unexpected.why()).contains("endless redirects"));
    assertThat(home.requests()).hasSize(11);
  }

  @Test
  void notFollowing_returnsTheRedirect() {
    answer = "302 Found\r\nLocation: /landed";
    Outcome outcome =
        probing.send(probe.notFollowing().expect(List.of(302), null), ProberFixture.BEARER);
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    assertThat(home.requests()).hasSize(1);
  }

  @Test
  void variationWithoutRedirects_followsNone() {
    answer = "302 Found\r\nLocation: /landed";
    Exchange exchange =
        ProberFixture.exchange(
            probing.send(probe, ProberFixture.BEARER, new RequestVariation.WithoutRedirects()));
    assertThat(exchange.status()).isEqualTo(302);
  }

  @ParameterizedTest
  @CsvSource({"301,GET,''", "302,GET,''", "303,GET,''", "307,POST,x=1", "308,POST,x=1"})
  void post_isCarriedOnByTheRules(int status, String method, String body) {
    answer = status + " Moved\r\nLocation: /landed";
    probing.send(probe.post("x=1"), ProberFixture.BEARER);
    assertThat(home.last().line()).isEqualTo(method + " /landed HTTP/1.1");
    assertThat(home.last().body()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource({"javascript:alert(1)", "ftp://files.example/", "http://[", "mailto:a@b"})
  void location_thatIsNoHttp_isTheFinalAnswer(String location) {
    answer = "302 Found\r\nLocation: " + location;
    assertThat(probing.send(probe, ProberFixture.BEARER))
        .isInstanceOfSatisfying(
            Outcome.Unexpected.class,
            unexpected -> assertThat(unexpected.exchange().status()).isEqualTo(302));
    assertThat(home.requests()).hasSize(1);
  }

  @Test
  void cookiesOfARun_areKeptForTheNextUntilForgotten() {
    answer = "302 Found\r\nSet-Cookie: seen=yes; Path=/\r\nLocation: /landed";
    probing.send(probe, ProberFixture.BEARER);
    assertThat(home.last().header("Cookie")).isEqualTo("seen=yes");
    probing.send(probe, ProberFixture.BEARER);
    assertThat(home.requests().get(2).header("Cookie")).isEqualTo("seen=yes");
    probing.prober.forget("orders");
    probing.send(probe, ProberFixture.BEARER);
    assertThat(home.requests().get(4).header("Cookie")).isEmpty();
  }

  @Test
  void cookiesOfAFreshRun_endWithIt() {
    answer = "302 Found\r\nSet-Cookie: seen=yes; Path=/\r\nLocation: /landed";
    probing.send(probe.fresh(), ProberFixture.BEARER);
    probing.send(probe.fresh(), ProberFixture.BEARER);
    assertThat(home.requests().get(1).header("Cookie")).isEqualTo("seen=yes");
    assertThat(home.requests().get(2).header("Cookie")).isEmpty();
  }

  @Test
  void freshSession_bringsNoCookieAndAConnectionOfItsOwn() {
    answer = "200 OK\r\nSet-Cookie: seen=yes; Path=/";
    probing.send(probe, ProberFixture.BEARER);
    probing.send(probe, ProberFixture.BEARER, new RequestVariation.FreshSession());
    assertThat(home.last().header("Cookie")).isEmpty();
    assertThat(home.connections()).isEqualTo(2);
  }

  @Test
  void sessionCookieOfTheTarget_isRedacted() {
    answer = "200 OK\r\nSet-Cookie: sid=opaque-session-value; Path=/; HttpOnly";
    Exchange exchange = ProberFixture.exchange(probing.send(probe, ProberFixture.BEARER));
    assertThat(exchange.header("Set-Cookie")).contains("sid=***; Path=/; HttpOnly");
  }
}
