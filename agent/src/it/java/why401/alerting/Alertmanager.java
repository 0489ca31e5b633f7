package why401.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A real Alertmanager with the shipped configuration, its pages going to a [Pager] and its groups
/// waiting two seconds in place of thirty.
final class Alertmanager implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  Alertmanager(Path directory, Pager pager) throws IOException {
    Path config = directory.resolve("alertmanager.yml");
    Files.writeString(config, adapted(pager));
    int port = freePort();
    address = URI.create("http://127.0.0.1:" + port);
    Path log = directory.resolve("log");
    process =
        Tool.ALERTMANAGER.start(
            log,
            "--config.file=" + config,
            "--storage.path=" + directory.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--cluster.listen-address=");
    await()
        .atMost(30, TimeUnit.SECONDS)
        .failFast(() -> assertThat(process.isAlive()).as(Files.readString(log)).isTrue())
        .ignoreExceptions()
        .until(() -> get("/-/ready") == 200);
  }

  private static String adapted(Pager pager) throws IOException {
    String shipped = Files.readString(Shipped.ALERTMANAGER);
    assertThat(shipped).contains("group_wait: 30s", "http://localhost:9095");
    return shipped
        .replace("group_wait: 30s", "group_wait: 2s")
        .replace("http://localhost:9095", pager.url());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private int get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  /// Fires alerts with these labels.
  void fire(List<Map<String, String>> alerts) throws IOException, InterruptedException {
    List<Map<String, Map<String, String>>> body =
        alerts.stream().map(labels -> Map.of("labels", labels)).toList();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v2/alerts"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(new ObjectMapper().writeValueAsBytes(body)))
            .build();
    var response = client.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
