package why401.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The far end of Alertmanager's webhooks: remembers every page.
final class Pager implements AutoCloseable {
  private final HttpServer server;
  private final List<Page> pages = new CopyOnWriteArrayList<>();

  /// One notification.
  record Page(String receiver, String cluster, String alert, int alerts) {}

  Pager() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  List<Page> pages(String cluster) {
    return pages.stream().filter(page -> page.cluster().equals(cluster)).toList();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
      JsonNode labels = body.path("groupLabels");
      pages.add(
          new Page(
              body.path("receiver").asText(),
              labels.path("cluster").asText(),
              labels.path("alertname").asText(),
              body.path("alerts").size()));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
