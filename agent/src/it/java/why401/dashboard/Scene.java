package why401.dashboard;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import org.awaitility.Awaitility;
import why401.http.client.TestCertificates;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;
import why401.partner.FreePort;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.ManagedProcess;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;
import why401.partner.PlainHttp;
import why401.partner.PrometheusServer;
import why401.partner.ResourceServer;
import why401.partner.ResourceServerDemands;

/// A real agent in the middle of real faults, scraped by a real Prometheus with the shipped rules.
///
/// From the start: `dead` has an identity provider that is not there, `gone` a target that is not
/// there. The agent is a cluster by itself, at one location. Later, by the methods: `password`,
/// `header` and `audience` are refused.
final class Scene implements AutoCloseable {
  private static final Map<String, String> USERS = Map.of("probe", "right");
  private static final int TOKEN_SECONDS = 20;

  final PrometheusServer prometheus;
  private final Path folder;
  private final int port = FreePort.next();
  private final int member = FreePort.next();
  private final int nobody = FreePort.next();
  private final KeycloakRealm realm;
  private final ResourceServer api;
  private final ApacheServer apache;
  private final NginxServer nginx = new NginxServer();
  private final MockWebServer tls = new MockWebServer();
  private final ManagedProcess agent;

  Scene(Path folder) throws IOException {
    this.folder = folder;
    realm =
        KeycloakServer.shared()
            .createRealm("dashboard", Map.of("accessTokenLifespan", TOKEN_SECONDS));
    for (String client : List.of("good", "audience", "header")) {
      realm.clients().createConfidential(client, "right");
      realm.clients().addAudience(client, "api");
    }
    api = ResourceServer.start(ResourceServerDemands.jwtsOf(realm).withAudience("api"));
    apache =
        ApacheServer.start(
            Map.of(
                "/password", new ApacheSite.Basic(USERS),
                "/open", new ApacheSite.Open()));
    nginx.server("front", NginxLocations.proxy("/", api.url("")));
    nginx.start();
    startTls();
    configure("");
    agent =
        new ManagedProcess(
            new ManagedProcess.Launch(
                List.of(bundle() + "/bin/why401", "run", "--config", configuration() + ""),
                Map.of(),
                folder.resolve("agent.log")));
    startAgent();
    prometheus =
        PrometheusServer.start(
            new PrometheusServer.Settings(
                Map.of("why401", "http://127.0.0.1:" + port + "/metrics"), List.of(rules()), null));
  }

  private static Path bundle() {
    return Path.of(System.getProperty("why401.bundle", "target/why401")).toAbsolutePath();
  }

  private Path configuration() {
    return folder.resolve("why401.conf");
  }

  private void startAgent() {
    agent.start(
        Duration.ofSeconds(60), () -> PlainHttp.answers("http://127.0.0.1:" + port + "/-/ready"));
  }

  private void startTls() throws IOException {
    TestCertificates certificates = new TestCertificates();
    Files.writeString(folder.resolve("ca.pem"), certificates.authority.certificatePem());
    tls.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificates.of("localhost"))
            .build()
            .sslSocketFactory());
    tls.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().body("ok").build();
          }
        });
    tls.start(InetAddress.getLoopbackAddress(), 0);
  }

  /// The shipped rules; only the interval differs.
  private Path rules() throws IOException {
    String rules = Files.readString(Path.of("../config/prometheus/why401.rules.yml"));
    return Files.writeString(
        folder.resolve("rules.yml"),
        rules.replaceAll("(?m)^(\\s+)interval: \\S+", "$1interval: 1s"));
  }

  /// Writes the configuration, with `more` at its end; a running agent takes it over.
  void configure(String more) throws IOException {
    Files.writeString(
        configuration(),
        """
        why401 {
          server { port = %d }
          location = here
          cluster { members = ["127.0.0.1:%d"], bind { port = %d } }
          defaults { interval = 1s, timeout = 1s }
          credentials {
            good { type = client-credentials, issuer = "%s", client-id = good, client-secret = right }
            audience { type = client-credentials, issuer = "%s", client-id = audience, client-secret = right }
            dead { type = client-credentials, token-url = "http://127.0.0.1:%d/token", client-id = a, client-secret = b }
            password { type = basic, username = probe, password = right }
            header { type = client-credentials, issuer = "%s", client-id = header, client-secret = right }
            partner { type = api-key, in = header, name = X-API-Key, value = secret, expires = 2027-01-31 }
          }
          probes {
            good { url = "%s", credential = good }
            audience { url = "%s", credential = audience }
            dead { url = "%s", credential = dead }
            password { url = "%s", credential = password }
            header { url = "%s", credential = header }
            partner { url = "%s", credential = partner }
            tls { url = "%s", tls { ca = ca.pem } }
            gone { url = "http://127.0.0.1:%d/" }
            %s
          }
        }
        """
            .formatted(
                port,
                member,
                member,
                realm.issuer(),
                realm.issuer(),
                nobody,
                realm.issuer(),
                api.url("/good"),
                api.url("/audience"),
                apache.url("/open"),
                apache.url("/password"),
                nginx.url("front", "/header"),
                apache.url("/open"),
                tls.url("/"),
                nobody,
                more));
  }

  /// The proxy in front of `header` drops the credential from now on.
  void dropHeader() {
    nginx.server("front", NginxLocations.proxyWithoutAuthorization("/", api.url("")));
    nginx.reload();
  }

  void changePassword() {
    apache.setPassword("/password", "probe", "another");
  }

  /// The next token of `audience` is for somebody else.
  void removeAudience() {
    realm.clients().removeAudience("audience", "api");
  }

  /// What the agent exports now.
  String metrics() {
    return PlainHttp.get("http://127.0.0.1:" + port + "/metrics").body();
  }

  void restart() {
    agent.stop();
    Awaitility.await().until(() -> !agent.isAlive());
    startAgent();
  }

  @Override
  public void close() {
    prometheus.close();
    agent.close();
    tls.close();
    nginx.close();
    apache.close();
    api.close();
    realm.delete();
  }
}
