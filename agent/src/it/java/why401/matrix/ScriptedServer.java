package why401.matrix;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Answers as told: an identity provider in trouble, for which no real one can be found.
final class ScriptedServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger nth = new AtomicInteger();
  private volatile Script script = _ -> new Reply(404, Map.of(), "");

  /// What to answer to the nth request since it was told, from 1 on.
  interface Script {
    Reply reply(Asked asked);
  }

  /// @param nth from 1 on
  record Asked(int nth, String method, String path, String authorization) {}

  /// @param headers beside the length
  record Reply(int status, Map<String, String> headers, String body) {
    static Reply json(int status, String body) {
      return new Reply(status, Map.of("Content-Type", "application/json"), body);
    }
  }

  ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  void answer(Script next) {
    nth.set(0);
    script = next;
  }

  /// How many requests arrived since the start.
  int asked() {
    return asked.get();
  }

  /// For scripts that answer late.
  static void late(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      Reply reply =
          script.reply(
              new Asked(
                  nth.incrementAndGet(),
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getPath(),
                  authorization == null ? "" : authorization));
      exchange.getRequestBody().readAllBytes();
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
