package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.probe.Probe;
import why401.run.ProbeState;

/// Targets of a server that is asked for them.
class TargetDiscoveryTest {
  @TempDir private Path folder = Path.of(".");
  private volatile String list = "[]";
  private volatile int status = 200;
  private volatile String authorization = "";
  private HttpServer server;
  private RuntimeFixture wired;
  private ConfigurationReloader reloader;
  private TargetRefresher refresher;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/targets",
        exchange -> {
          authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = list.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    boot();
  }

  private void boot() {
    String text =
        """
        why401 {
          state-dir = state
          credentials {
            api {
              type = basic, username = u, password = p
              origins = ["https://*.shop.example"]
            }
          }
          targets {
            http-sd = [{
              url = "http://127.0.0.1:%d/targets"
              headers { Authorization = "Bearer sd" }
              probe { credential = api }
            }]
          }
          probes { own { url = "http://127.0.0.1:9/" } }
        }
        """
            .formatted(server.getAddress().getPort());
    wired = new RuntimeFixture(folder.resolve("why401.conf"), text);
    reloader =
        new ConfigurationReloader(
            wired.loaded, wired.file, Map.of(), wired.runtime, wired.registry);
    reloader.applyProbes(reloader.current());
    refresher =
        new TargetRefresher(
            wired.runtime.targets(), wired.runtime.clock(), reloader::targetsChanged);
  }

  @AfterEach
  void stop() {
    wired.close();
    server.stop(0);
  }

  private static String targets(int many) {
    StringBuilder text = new StringBuilder("[{\"targets\": [");
    for (int i = 0; i < many; i++) {
      text.append(i == 0 ? "" : ",\n").append("\"h").append(i).append(".shop.example\"");
    }
    return text.append("]}]").toString();
  }

  private double metric(String name) {
    return wired.metric(
        "%s{source=\"http://127.0.0.1:%d/targets\"}"
            .formatted(name, server.getAddress().getPort()));
  }

  @Test
  void fiveHundredTargets_comeAndGo_andTheOthersGoOn() {
    list = targets(500);
    refresher.refreshAll();
    assertThat(reloader.current().probes()).hasSize(501);
    assertThat(authorization).isEqualTo("Bearer sd");
    assertThat(metric("why401_targets")).isEqualTo(500);
    ProbeState kept = wired.registry.named("h7.shop.example").orElseThrow();
    ProbeState own = wired.registry.named("own").orElseThrow();
    list = targets(499);
    refresher.refreshAll();
    assertThat(wired.registry.named("h499.shop.example")).isEmpty();
    assertThat(wired.registry.named("h7.shop.example")).containsSame(kept);
    assertThat(wired.registry.named("own")).containsSame(own);
    assertThat(reloader.reload()).isEmpty();
    assertThat(wired.registry.named("h7.shop.example")).containsSame(kept);
  }

  @Test
  void aFailure_keepsTheLastGoodList_evenAfterARestart() {
    list = targets(3);
    refresher.refreshAll();
    status = 500;
    refresher.refreshAll();
    assertThat(reloader.current().probes()).hasSize(4);
    assertThat(metric("why401_targets_refresh_failures_total")).isEqualTo(1);
    status = 200;
    list = "[{\"targets\": 3}]";
    refresher.refreshAll();
    assertThat(reloader.current().probes()).hasSize(4);
    assertThat(metric("why401_targets_refresh_failures_total")).isEqualTo(2);
    wired.close();
    boot();
    assertThat(reloader.current().probes()).hasSize(4);
    assertThat(wired.runtime.targets().complete()).isTrue();
  }

  @Test
  void aServerThatWasTakenOver_getsNoSecret() {
    list =
        """
        [{"targets": ["good.shop.example", "evil.test", "shop.example.evil.test"]},
         {"targets": ["https://evil.test/?good.shop.example"], "labels": {"__credential__": "api"}},
         {"targets": ["a@evil.test", "own"], "labels": {"__probe__": "own"}}]
        """;
    refresher.refreshAll();
    assertThat(reloader.current().probes())
        .extracting(Probe::name)
        .containsExactly("own", "good.shop.example");
    assertThat(metric("why401_targets_rejected")).isEqualTo(5);
  }

  @Test
  void beforeTheFirstList_noIncidentIsForgotten() {
    assertThat(wired.runtime.targets().complete()).isFalse();
    refresher.refreshAll();
    assertThat(wired.runtime.targets().complete()).isTrue();
  }
}
