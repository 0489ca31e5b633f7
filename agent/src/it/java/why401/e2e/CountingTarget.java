package why401.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A target that knows when each of its resources was asked for, and the identity provider of its
/// tokens.
final class CountingTarget implements AutoCloseable {
  /// Lifetime of its tokens.
  static final Duration LIFE = Duration.ofSeconds(8);

  final AtomicInteger refused = new AtomicInteger();

  /// Passwords that it refused: all of them.
  final AtomicInteger passwords = new AtomicInteger();

  private final Map<String, List<Instant>> hits = new ConcurrentHashMap<>();
  private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
  private final HttpServer server;

  CountingTarget() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          hits.computeIfAbsent(
                  exchange.getRequestURI().getPath(), _ -> new CopyOnWriteArrayList<>())
              .add(Instant.now());
          String sent = exchange.getRequestHeaders().getFirst("Authorization");
          boolean password = sent != null && sent.startsWith("Basic ");
          boolean good = sent == null || valid(sent);
          (password ? passwords : refused).addAndGet(good ? 0 : 1);
          if (password) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"r\"");
          }
          exchange.sendResponseHeaders(good ? 204 : 401, -1);
          exchange.close();
        });
    server.createContext(
        "/open",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext(
        "/token",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String token = "token-" + tokens.size();
          tokens.put("Bearer " + token, Instant.now());
          byte[] body =
              "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                  .formatted(token, LIFE.toSeconds())
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private boolean valid(String sent) {
    Instant issued = tokens.get(sent);
    return issued != null && Instant.now().isBefore(issued.plus(LIFE));
  }

  /// How many tokens were issued.
  int issued() {
    return tokens.size();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The resources that were not asked for between these instants.
  List<String> missing(int count, Instant from, Instant to) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String path = "/p" + i;
      if (hits.getOrDefault(path, List.of()).stream()
          .noneMatch(at -> !at.isBefore(from) && !at.isAfter(to))) {
        missing.add(path);
      }
    }
    return missing;
  }

  /// The resources that were asked for less often than `least`, or more often than `most`, in that
  /// time: a busy machine delays one run by an interval, and then two are near to each other.
  List<String> outside(int count, int least, int most, Instant from, Instant to) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long runs =
          hits.getOrDefault("/p" + i, List.of()).stream()
              .filter(at -> !at.isBefore(from) && at.isBefore(to))
              .count();
      if (runs < least || runs > most) {
        found.add("/p" + i + " " + runs);
      }
    }
    return found;
  }

  /// Pairs of requests since `from` that are nearer to each other than `distance`.
  List<String> nearer(Duration distance, Instant from) {
    return pairs(from, gap -> gap.compareTo(distance) < 0);
  }

  private List<String> pairs(Instant from, java.util.function.Predicate<Duration> wrong) {
    List<String> found = new ArrayList<>();
    hits.forEach(
        (path, all) -> {
          List<Instant> since = all.stream().filter(at -> !at.isBefore(from)).toList();
          for (int i = 1; i < since.size(); i++) {
            Duration gap = Duration.between(since.get(i - 1), since.get(i));
            if (wrong.test(gap)) {
              found.add(path + " " + since.get(i - 1) + " +" + gap.toMillis() + " ms");
            }
          }
        });
    return found;
  }

  /// The longest time from `since` until a resource was asked for again.
  Duration longest(int count, Instant since) {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < count; i++) {
      Duration first =
          hits.getOrDefault("/p" + i, List.of()).stream()
              .filter(at -> at.isAfter(since))
              .findFirst()
              .map(at -> Duration.between(since, at))
              .orElse(Duration.ofDays(1));
      longest = first.compareTo(longest) > 0 ? first : longest;
    }
    return longest;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
