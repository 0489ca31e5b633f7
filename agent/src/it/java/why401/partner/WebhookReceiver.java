package why401.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Receives and keeps what Alertmanager's `webhook_configs` send.
public final class WebhookReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<Notification> notifications = new CopyOnWriteArrayList<>();

  /// One alert of one notification.
  ///
  /// @param status `firing` or `resolved`
  /// @param labels the alert's labels, `alertname` included
  /// @param annotations the alert's annotations
  public record Notification(
      String status, Map<String, String> labels, Map<String, String> annotations) {

    public Notification {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  public static WebhookReceiver start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var receiver = new WebhookReceiver(HttpServer.create(address, 0));
      receiver.server.createContext("/", receiver::receive);
      receiver.server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where to send to.
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /// What has come so far, in the order it came.
  public List<Notification> notifications() {
    return List.copyOf(notifications);
  }

  /// Forgets what has come so far.
  public void clear() {
    notifications.clear();
  }

  /// Waits for a notification, those that came before included.
  ///
  /// @throws IllegalStateException with all that came when none matches in time
  public Notification await(Duration deadline, Predicate<Notification> wanted) {
    try {
      return Awaitility.await()
          .atMost(deadline)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> first(wanted), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "notifications: " + notifications + " (expected: a matching one)", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private Optional<Notification> first(Predicate<Notification> wanted) {
    return notifications.stream().filter(wanted).findFirst();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      for (JsonNode alert :
          PlainHttp.json(new String(body, StandardCharsets.UTF_8)).path("alerts")) {
        notifications.add(
            new Notification(
                alert.path("status").asText(),
                texts(alert.path("labels")),
                texts(alert.path("annotations"))));
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(it -> texts.put(it.getKey(), it.getValue().asText()));
    return texts;
  }
}
