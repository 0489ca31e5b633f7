package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.ResourceServer;
import why401.partner.ResourceServerDemands;

/// A Keycloak that takes four seconds for every token, and tokens of a minute: slow, not dead.
/// `-Dwhy401.slow=PT10M` looks at it for ten minutes.
@Order(4)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SlowKeycloakIT {
  private static final Duration WATCHED =
      Duration.parse(System.getProperty("why401.slow", "PT75S"));
  private static final int LIFETIME = 60;
  private static final int DELAY = 4;
  private static final List<String> CLIENTS = List.of("slow0", "slow1", "slow2");

  @TempDir private static Path folder = Path.of(".");
  private final KeycloakRealm realm =
      KeycloakServer.shared().createRealm("slow", Map.of("accessTokenLifespan", LIFETIME));
  private final HttpClient keycloak = HttpClient.newHttpClient();
  private final MockWebServer proxy = new MockWebServer();
  private ResourceServer api;
  private AgentProcess agent;

  @BeforeAll
  void watch() throws IOException {
    CLIENTS.forEach(client -> realm.clients().createConfidential(client, "right"));
    api = ResourceServer.start(ResourceServerDemands.jwtsOf(realm));
    proxy.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return late(request);
          }
        });
    proxy.start(InetAddress.getLoopbackAddress(), 0);
    agent = new AgentProcess(folder, configuration());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> agent.sum("why401_probe_success", "\"slow") == CLIENTS.size());
    await().pollDelay(WATCHED).atMost(WATCHED.plusSeconds(30)).until(() -> true);
  }

  /// What Keycloak answers, four seconds later.
  private MockResponse late(RecordedRequest request) throws InterruptedException {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(URI.create(realm.tokenEndpoint()))
            .header("Content-Type", String.valueOf(request.getHeaders().get("Content-Type")))
            .POST(HttpRequest.BodyPublishers.ofString(String.valueOf(request.getBody().utf8())));
    String basic = request.getHeaders().get("Authorization");
    if (basic != null) {
      forwarded.header("Authorization", basic);
    }
    try {
      HttpResponse<String> answer =
          keycloak.send(forwarded.build(), HttpResponse.BodyHandlers.ofString());
      return new MockResponse.Builder()
          .code(answer.statusCode())
          .addHeader("Content-Type", "application/json")
          .body(answer.body())
          .headersDelay(DELAY, TimeUnit.SECONDS)
          .build();
    } catch (IOException e) {
      return new MockResponse.Builder().code(502).build();
    }
  }

  private String configuration() {
    StringBuilder text = new StringBuilder("why401.defaults { interval = 1s, timeout = 5s }\n");
    for (String client : CLIENTS) {
      text.append(
          """
          why401.credentials.%s {
            type = client-credentials, token-url = "%s", client-id = %s, client-secret = right
          }
          why401.probes.%s { url = "%s", credential = %s }
          """
              .formatted(client, proxy.url("/token"), client, client, api.url("/api"), client));
    }
    return text.toString();
  }

  @AfterAll
  void stop() {
    agent.close();
    proxy.close();
    api.close();
    realm.delete();
  }

  @Test
  void noIncidentWasOpened() {
    assertThat(agent.incidents()).isEqualTo("[]");
  }

  @Test
  void noRunWasWithheldOrRefused() {
    String page = agent.metrics();

    assertThat(AgentProcess.sum(page, "why401_probe_refusals_total", "slow")).isZero();
    assertThat(AgentProcess.sum(page, "why401_probe_success", "\"slow")).isEqualTo(CLIENTS.size());
    assertThat(AgentProcess.sum(page, "why401_token_renewal_failures_total", "slow")).isZero();
  }

  @Test
  void everyTokenWasRenewedAtHalfItsLife() {
    double renewals = agent.sum("why401_token_renewals_total", "slow");

    assertThat(renewals)
        .isGreaterThanOrEqualTo(CLIENTS.size() * (WATCHED.toSeconds() / (double) LIFETIME));
  }
}
