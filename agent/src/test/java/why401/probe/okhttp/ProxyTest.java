package why401.probe.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.http.client.RawServer;
import why401.http.client.TestCertificates;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.ProbeBuilder;

/// A forward proxy: shown its credential, and its refusal told apart from the target's.
class ProxyTest {
  private static final String ASK =
      "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"corp\"";
  private static final String PAIR =
      "Basic "
          + Base64.getEncoder()
              .encodeToString("squid:proxy-password".getBytes(StandardCharsets.UTF_8));

  private final ProberFixture probing = new ProberFixture();
  private volatile String answer = "200 OK";
  private final RawServer proxy =
      RawServer.of((_, out) -> out.write(RawServer.answer(answer, "fine")));

  @AfterEach
  void close() {
    probing.close();
    proxy.close();
  }

  private Outcome send(String url) {
    SecretSource password = SecretSource.fixed(Secret.of("proxy-password"));
    return probing.send(
        ProbeBuilder.of(url).proxy(new Probe.Proxy(URI.create(proxy.url("")), "squid", password)),
        ProberFixture.BEARER);
  }

  private static void assertRefusedByProxy(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.shape()).isEqualTo(Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED);
              assertThat(refused.exchange().header("Proxy-Authenticate"))
                  .contains("Basic realm=\"corp\"");
            });
    assertThat(outcome.toString()).doesNotContain("proxy-password").doesNotContain(PAIR);
  }

  @Test
  void plainTarget_isAskedThroughTheProxyWithItsCredential() {
    Outcome outcome = send("http://orders.invalid/list");
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    assertThat(proxy.last().line()).isEqualTo("GET http://orders.invalid/list HTTP/1.1");
    assertThat(proxy.last().header("Proxy-Authorization")).isEqualTo(PAIR);
    assertThat(ProberFixture.exchange(outcome).address()).isNull();
  }

  @Test
  void plainTarget_refusedByTheProxy_isTheProxysRefusal() {
    answer = ASK;
    assertRefusedByProxy(send("http://orders.invalid/list"));
    assertThat(proxy.requests()).hasSize(1);
  }

  @Test
  void tunnel_isAskedForWithTheProxysCredentialAlone() {
    answer = ASK;
    Outcome outcome = send("https://orders.invalid/list");
    assertRefusedByProxy(outcome);
    assertThat(proxy.requests()).hasSize(1);
    assertThat(proxy.last().line()).isEqualTo("CONNECT orders.invalid:443 HTTP/1.1");
    assertThat(proxy.last().header("Proxy-Authorization")).isEqualTo(PAIR);
    assertThat(proxy.last().header("Authorization")).isEmpty();
    assertThat(ProberFixture.exchange(outcome).sent().onFirstHop()).isFalse();
  }

  @Test
  void tunnel_thatIsOpened_leadsToTheTarget(@TempDir Path folder) throws Exception {
    TestCertificates certificates = new TestCertificates();
    Path ca = TestCertificates.file(folder, "ca.pem", certificates.authority.certificatePem());
    try (MockWebServer both = new MockWebServer()) {
      both.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificates.of("orders.invalid"))
              .build()
              .sslSocketFactory());
      both.enqueue(new MockResponse.Builder().inTunnel().build());
      both.enqueue(new MockResponse.Builder().code(401).build());
      both.start();
      URI url = URI.create("http://localhost:" + both.getPort());
      Outcome outcome =
          probing.send(
              ProbeBuilder.of("https://orders.invalid/list")
                  .tls(new TlsOptions(ca, null, null, null, false))
                  .proxy(new Probe.Proxy(url, null, null)),
              ProberFixture.BEARER);
      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      assertThat(both.takeRequest().getHeaders().get("Authorization")).isNull();
      assertThat(both.takeRequest().getHeaders().get("Authorization"))
          .isEqualTo("Bearer " + ProberFixture.SECRET);
    }
  }

  @Test
  void addresses_behindAProxy_areNotOursToKnow() {
    Probe probe =
        ProbeBuilder.of("http://localhost/")
            .proxy(new Probe.Proxy(URI.create(proxy.url("")), null, null))
            .build();
    assertThat(probing.prober.addresses(probe)).isEmpty();
  }
}
