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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A target that knows when each of its resources was asked for, and the identity provider of its
/// tokens.
final class CountingTarget implements AutoCloseable {
  /// Lifetime of its tokens.
  private static final Duration LIFE = Duration.ofSeconds(8);

  final AtomicInteger refused = new AtomicInteger();

  /// Passwords that it refused: all of them.
  final AtomicInteger passwords = new AtomicInteger();

  private final Map<String, List<Instant>> hits = new ConcurrentHashMap<>();
  private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final Duration life;

  /// Paths that refuse whoever asks.
  final Set<String> refusing = ConcurrentHashMap.newKeySet();

  CountingTarget() {
    this(LIFE);
  }

  /// @param life of its tokens
  CountingTarget(Duration life) {
    this(InetAddress.getLoopbackAddress(), life);
  }

  CountingTarget(InetAddress address) {
    this(address, LIFE);
  }

  private CountingTarget(InetAddress address, Duration life) {
    this.life = life;
    try {
      server = HttpServer.create(new InetSocketAddress(address, 0), 100);
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
          boolean refuses = refusing.contains(exchange.getRequestURI().getPath());
          boolean password = sent != null && sent.startsWith("Basic ");
          boolean good = !refuses && (sent == null || valid(sent));
          (password ? passwords : refused).addAndGet(good || refuses ? 0 : 1);
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
                  .formatted(token, life.toSeconds())
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
    return issued != null && Instant.now().isBefore(issued.plus(life));
  }

  /// How many tokens were issued.
  int issued() {
    return tokens.size();
  }

  String url() {
    return "http://"
        + server.getAddress().getAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort();
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

  /// How long after `since` the last such pair came; zero if there is none.
  Duration lastNearer(Duration distance, Instant since) {
    Instant last = since;
    for (List<Instant> all : hits.values()) {
      for (int i = 1; i < all.size(); i++) {
        boolean near = Duration.between(all.get(i - 1), all.get(i)).compareTo(distance) < 0;
        last = near && all.get(i).isAfter(last) ? all.get(i) : last;
      }
    }
    return Duration.between(since, last);
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

  /// What came at the resources that are asked for at an interval.
  ///
  /// @param leftOut how often an interval passed without a run
  /// @param doubled runs that came within half an interval of another
  record Runs(int all, long leftOut, long doubled) {}

  /// The runs since `from`.
  Runs runs(int count, Instant from, Duration interval) {
    int all = 0;
    long leftOut = 0;
    long doubled = 0;
    for (int i = 0; i < count; i++) {
      List<Instant> since =
          hits.getOrDefault("/p" + i, List.of()).stream().filter(at -> !at.isBefore(from)).toList();
      all += since.size();
      for (int k = 1; k < since.size(); k++) {
        Duration gap = Duration.between(since.get(k - 1), since.get(k));
        leftOut += Math.max(0, Math.round(gap.toMillis() / (double) interval.toMillis()) - 1);
        doubled += gap.compareTo(interval.dividedBy(2)) < 0 ? 1 : 0;
      }
    }
    return new Runs(all, leftOut, doubled);
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
