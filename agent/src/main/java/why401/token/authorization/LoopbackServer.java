package why401.token.authorization;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Receives the browser that an authorization endpoint sends back: on loopback only, for one
/// answer, which has to repeat our `state`.
final class LoopbackServer implements AutoCloseable {
  private static final String PATH = "/callback";

  private final HttpServer server;
  private final URI redirectUrl;
  private final String state;
  private final CompletableFuture<Map<String, String>> response = new CompletableFuture<>();

  private LoopbackServer(HttpServer server, URI redirectUrl, String state) {
    this.server = server;
    this.redirectUrl = redirectUrl;
    this.state = state;
  }

  /// @param configured the redirect URL, or null for one with a free port
  static LoopbackServer open(@Nullable URI configured, String state) throws IOException {
    int port = configured == null ? 0 : Math.max(0, configured.getPort());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    LoopbackServer opened = new LoopbackServer(server, url(configured, server), state);
    server.createContext("/", opened::handle);
    server.start();
    return opened;
  }

  private static URI url(@Nullable URI configured, HttpServer server) {
    int port = server.getAddress().getPort();
    if (configured == null) {
      return URI.create("http://127.0.0.1:" + port + PATH);
    }
    return configured.getPort() > 0
        ? configured
        : URI.create("http://" + configured.getHost() + ":" + port + configured.getRawPath());
  }

  URI redirectUrl() {
    return redirectUrl;
  }

  /// The parameters of the answer, or null if none comes within `patience`.
  @Nullable Map<String, String> await(Duration patience) throws InterruptedException {
    try {
      return response.get(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> parameters = parameters(exchange.getRequestURI());
    boolean ours = false;
    try (exchange) {
      if (!isRedirect(exchange)) {
        reply(exchange, 404, "There is nothing here.");
      } else if (!isOurs(parameters.get("state"))) {
        reply(exchange, 400, "This answer does not belong to the login that why401 waits for.");
      } else {
        ours = true;
        reply(exchange, 200, "why401 has the answer. Close this page and go back to the terminal.");
      }
    } finally {
      if (ours) {
        response.complete(parameters);
      }
    }
  }

  private boolean isRedirect(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("GET")
        && exchange.getRequestURI().getPath().equals(path(redirectUrl.getPath()));
  }

  private static String path(@Nullable String path) {
    return path == null || path.isEmpty() ? "/" : path;
  }

  private boolean isOurs(@Nullable String said) {
    return said != null
        && MessageDigest.isEqual(
            said.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> parameters(URI url) {
    Map<String, String> parameters = new HashMap<>();
    Map<String, List<String>> all = URLUtils.parseParameters(url.getRawQuery());
    all.forEach((name, values) -> parameters.put(name, values.getFirst()));
    return parameters;
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] octets = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, octets.length);
    exchange.getResponseBody().write(octets);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
