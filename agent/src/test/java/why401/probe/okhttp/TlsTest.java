package why401.probe.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.TlsOptions;
import why401.http.client.RawServer;
import why401.http.client.TestCertificates;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.ProbeBuilder;

/// TLS by PEM files: what is trusted, what is shown, what is refused and how that reads.
@Execution(ExecutionMode.CONCURRENT)
class TlsTest {
  private final TestCertificates certificates = new TestCertificates();
  private final ProberFixture probing = new ProberFixture();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    probing.close();
  }

  private Path ca() {
    return TestCertificates.file(folder, "ca.pem", certificates.authority.certificatePem());
  }

  private TlsOptions trusting(@Nullable String serverName) {
    return new TlsOptions(ca(), null, null, serverName, false);
  }

  private static RawServer serving(HeldCertificate held) {
    return RawServer.tls(
        TestCertificates.serving(held), (_, out) -> out.write(RawServer.answer("200 OK", "fine")));
  }

  private Outcome send(HeldCertificate held, TlsOptions tls) {
    try (RawServer server = serving(held)) {
      return probing.send(ProbeBuilder.of(server.url("/")).tls(tls), ProberFixture.BEARER);
    }
  }

  private static void assertTlsFailed(Outcome outcome, String detail) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class,
            unreachable -> {
              assertThat(unreachable.failure()).isEqualTo(Outcome.Failure.TLS_FAILED);
              assertThat(unreachable.detail()).contains(detail);
              assertThat(unreachable.sent().onFirstHop()).isFalse();
            });
  }

  @Test
  void certificateOfATrustedAuthority_isAcceptedAndDescribed() {
    HeldCertificate held = certificates.of("127.0.0.1");
    Exchange exchange = ProberFixture.exchange(send(held, trusting(null)));
    assertThat(exchange.tls().subject()).contains("127.0.0.1");
    assertThat(exchange.tls().leafFingerprint()).hasSize(16);
    assertThat(exchange.tls().expiresAt())
        .isCloseTo(
            held.certificate().getNotAfter().toInstant(),
            org.assertj.core.api.Assertions.within(1, ChronoUnit.SECONDS));
    assertThat(exchange.tls().asked()).isFalse();
    assertThat(exchange.phases()).containsKeys("connect", "tls");
  }

  @Test
  void selfSigned_isRefused() {
    assertTlsFailed(send(certificates.selfSigned("127.0.0.1"), trusting(null)), "not trusted");
  }

  @Test
  void expired_isRefused() {
    assertTlsFailed(send(certificates.expired("127.0.0.1"), trusting(null)), "not trusted");
  }

  @Test
  void otherName_isRefused() {
    assertTlsFailed(send(certificates.of("other.example"), trusting(null)), "another name");
  }

  @Test
  void otherName_thatIsConfigured_isAcceptedAndAskedFor() {
    assertThat(send(certificates.of("other.example"), trusting("other.example")))
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void configuredName_thatTheCertificateLacks_isRefused() {
    assertTlsFailed(send(certificates.of("127.0.0.1"), trusting("other.example")), "another name");
  }

  @Test
  void insecure_acceptsAnythingAndStillDescribesIt() {
    TlsOptions insecure = new TlsOptions(null, null, null, null, true);
    Exchange exchange =
        ProberFixture.exchange(send(certificates.selfSigned("other.example"), insecure));
    assertThat(exchange.tls().subject()).contains("other.example");
  }

  @Test
  void plainServer_failsTheHandshake() {
    try (RawServer server = RawServer.greeting("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      String url = server.url("/").replace("http:", "https:");
      assertTlsFailed(probing.send(ProbeBuilder.of(url), ProberFixture.BEARER), "handshake");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not PEM at all",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
      })
  void unusableFile_isNamedAndNotQuoted(String content) {
    Path file = TestCertificates.file(folder, "broken.pem", content);
    TlsOptions tls = new TlsOptions(file, null, null, null, false);
    assertTlsFailed(
        send(certificates.of("127.0.0.1"), tls),
        "tls.ca: " + file + " (expected: certificates in PEM)");
  }

  @Test
  void missingFile_isNamed() {
    TlsOptions tls = new TlsOptions(folder.resolve("nowhere.pem"), null, null, null, false);
    assertTlsFailed(send(certificates.of("127.0.0.1"), tls), "nowhere.pem");
  }

  @Test
  void changedFile_isReadAgain() {
    TlsOptions tls = trusting(null);
    TestCertificates.file(
        folder, "ca.pem", new TestCertificates().authority.certificatePem(), "# another\n");
    try (RawServer server = serving(certificates.of("127.0.0.1"))) {
      ProbeBuilder probe = ProbeBuilder.of(server.url("/")).tls(tls);
      assertTlsFailed(probing.send(probe, ProberFixture.BEARER), "not trusted");
      ca();
      assertThat(probing.send(probe, ProberFixture.BEARER)).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  void http2_isUsedAndTheClientCertificatePresented() throws Exception {
    HeldCertificate client = certificates.of("agent");
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificates.of("localhost"))
              .addTrustedCertificate(certificates.authority.certificate())
              .build()
              .sslSocketFactory());
      server.requireClientAuth();
      server.enqueue(new MockResponse.Builder().code(401).build());
      server.start();
      TlsOptions tls = new TlsOptions(ca(), cert(client), key(client), null, false);
      Outcome outcome =
          probing.send(
              ProbeBuilder.of("https://localhost:" + server.getPort() + "/").tls(tls),
              ProberFixture.BEARER);
      assertThat(ProberFixture.exchange(outcome).status()).isEqualTo(401);
      var request = server.takeRequest();
      assertThat(request.getVersion()).isEqualTo("HTTP/2");
      assertThat(request.getHandshake().peerPrincipal()).hasToString("CN=agent");
      assertThat(ProberFixture.exchange(outcome).tls().asked()).isTrue();
      assertThat(ProberFixture.exchange(outcome).tls().answered()).isTrue();
    }
  }

  /// The server asks for a certificate and names the authorities that it trusts; ours is of
  /// another.
  @Test
  void clientCertificateOfAnotherAuthority_isNotSent_andSaysSo() throws Exception {
    HeldCertificate client = new HeldCertificate.Builder().commonName("agent").build();
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificates.of("localhost"))
              .addTrustedCertificate(certificates.authority.certificate())
              .build()
              .sslSocketFactory());
      server.requestClientAuth();
      server.enqueue(new MockResponse.Builder().code(403).build());
      server.start();
      TlsOptions tls = new TlsOptions(ca(), cert(client), key(client), null, false);
      Outcome outcome =
          probing.send(
              ProbeBuilder.of("https://localhost:" + server.getPort() + "/").tls(tls),
              ProberFixture.BEARER);
      assertThat(ProberFixture.exchange(outcome).tls().asked()).isTrue();
      assertThat(ProberFixture.exchange(outcome).tls().answered()).isFalse();
    }
  }

  @Test
  void keyThatIsNoPkcs8_isNamedAndNotQuoted() {
    HeldCertificate client = new HeldCertificate.Builder().rsa2048().commonName("agent").build();
    Path key = TestCertificates.file(folder, "key.pem", client.privateKeyPkcs1Pem());
    TlsOptions tls = new TlsOptions(ca(), cert(client), key, null, false);
    assertTlsFailed(
        send(certificates.of("127.0.0.1"), tls), "tls.key: " + key + " (expected: an unencrypted");
  }

  private Path cert(HeldCertificate held) {
    return TestCertificates.file(folder, "cert.pem", held.certificatePem());
  }

  private Path key(HeldCertificate held) {
    return TestCertificates.file(folder, "key.pem", held.privateKeyPkcs8Pem());
  }
}
