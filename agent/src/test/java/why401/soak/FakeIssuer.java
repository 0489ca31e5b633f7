package why401.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An identity provider over real HTTP that has the troubles of its plan, and logs every request.
final class FakeIssuer implements AutoCloseable {
  private final SoakClock clock;
  private final Duration skew;
  private final Waiting waiting;
  private final Random random;
  private final HttpServer http;
  private final Plan plan = new Plan();
  private final Families families = new Families();
  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
  private final Map<String, Issued> tokens = new ConcurrentHashMap<>();
  private final List<Hit> log = new ArrayList<>();

  FakeIssuer(SoakClock clock, Duration skew, Waiting waiting, Random random) throws IOException {
    this.clock = clock;
    this.skew = skew;
    this.waiting = waiting;
    this.random = random;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/token", this::token);
    http.createContext("/jwks", exchange -> answer(exchange, 200, "{\"keys\":[]}"));
    http.start();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
  }

  Plan plan() {
    return plan;
  }

  Families families() {
    return families;
  }

  void register(Client client, String secret) {
    clients.put(client.name(), client);
    secrets.put(client.name(), secret);
  }

  void secret(String client, String next) {
    secrets.put(client, next);
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = Form.read(exchange);
    String name = form.getOrDefault("client_id", "");
    AtomicInteger counter = underWay.computeIfAbsent(name, key -> new AtomicInteger());
    int atOnce = counter.incrementAndGet();
    Instant at = clock.now();
    Trouble trouble = plan.at(clock.seconds());
    try (exchange) {
      String outcome = serve(exchange, form, name, trouble);
      synchronized (log) {
        log.add(new Hit(at, name, trouble, atOnce, outcome));
      }
    } finally {
      counter.decrementAndGet();
    }
  }

  private String serve(
      HttpExchange exchange, Map<String, String> form, String name, Trouble trouble)
      throws IOException {
    Client client = clients.get(name);
    if (client == null) {
      return refuse(exchange, 401, "invalid_client");
    }
    if (client.rotating()) {
      families.submitted(form.getOrDefault("refresh_token", ""));
    }
    return switch (trouble) {
      case NONE, REVOKES_EARLY -> work(exchange, form, client);
      case SLOW -> slow(exchange, form, client);
      case ERROR_500 -> fail(exchange, 500, null);
      case ERROR_502 -> fail(exchange, 502, null);
      case ERROR_503, OUTAGE -> fail(exchange, 503, null);
      case RATE_LIMIT_SHORT -> fail(exchange, 429, "1");
      case RATE_LIMIT_LONG -> fail(exchange, 429, "120");
      case CLOSE_BEFORE_WORK -> "unreachable";
      case CLOSE_AFTER_WORK -> {
        grant(form, client);
        yield "unreachable";
      }
      case EMPTY_SUCCESS -> garbage(exchange, form, client, "");
      case HTML_SUCCESS -> garbage(exchange, form, client, "<html>Sign in</html>");
      case TRUNCATED_SUCCESS -> garbage(exchange, form, client, "{\"access_token\":\"x");
      case REFUSES_CLIENTS -> refuse(exchange, 401, "invalid_client");
    };
  }

  private String slow(HttpExchange exchange, Map<String, String> form, Client client)
      throws IOException {
    long delay = random.nextInt(16);
    boolean first = random.nextBoolean();
    Instant arrived = clock.now();
    String body = first ? grant(form, client) : null;
    waiting.hold(client.name(), arrived.plusSeconds(delay));
    if (Duration.between(arrived, clock.now()).compareTo(Duration.ofSeconds(delay)) < 0) {
      return "cut";
    }
    String answer = body == null ? grant(form, client) : body;
    return deliver(exchange, answer) ? "slow" : "cut";
  }

  private String work(HttpExchange exchange, Map<String, String> form, Client client)
      throws IOException {
    if (!form.getOrDefault("client_secret", "").equals(secrets.get(client.name()))) {
      return refuse(exchange, 401, "invalid_client");
    }
    String body = grant(form, client);
    return body.isEmpty()
        ? refuse(exchange, 400, "invalid_grant")
        : deliver(exchange, body) ? Hit.ISSUED : "cut";
  }

  private boolean deliver(HttpExchange exchange, String body) {
    try {
      answer(exchange, body.isEmpty() ? 400 : 200, body.isEmpty() ? invalidGrant() : body);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String invalidGrant() {
    return "{\"error\":\"invalid_grant\"}";
  }

  /// Issues a token and returns the answer; empty if the grant is not good.
  private synchronized String grant(Map<String, String> form, Client client) {
    String refreshToken = null;
    if (client.rotating()) {
      switch (families.spend(client.name(), form.getOrDefault("refresh_token", ""))) {
        case ROTATED -> refreshToken = families.current(client.name());
        case REUSED -> {
          revoke(client.name());
          return "";
        }
        case UNKNOWN -> {
          return "";
        }
      }
    }
    return Grants.issue(client, clock.now(), skew, refreshToken, tokens);
  }

  void revoke(String client) {
    tokens.values().stream()
        .filter(token -> token.client.equals(client))
        .forEach(token -> token.revoked = true);
  }

  private String garbage(
      HttpExchange exchange, Map<String, String> form, Client client, String body)
      throws IOException {
    grant(form, client);
    answer(exchange, 200, body);
    return "invalid_response";
  }

  private String refuse(HttpExchange exchange, int status, String error) throws IOException {
    answer(exchange, status, "{\"error\":\"%s\",\"error_description\":\"no\"}".formatted(error));
    return "rejected";
  }

  private String fail(
      HttpExchange exchange, int status, @org.jspecify.annotations.Nullable String retryAfter)
      throws IOException {
    if (retryAfter != null) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
    }
    answer(exchange, status, "busy");
    return status == 429 ? "rate_limited" : "server_error";
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            clock.now().plus(skew).atOffset(ZoneOffset.UTC));
    exchange.getResponseHeaders().set("Date", date);
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    if (octets.length > 0) {
      exchange.getResponseBody().write(octets);
    }
    exchange.close();
  }

  Map<String, Issued> tokens() {
    return tokens;
  }

  List<Hit> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
