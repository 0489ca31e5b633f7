package why401.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.token.source.SoakHooks;

/// A resource over real HTTP that judges every token by true time, and counts what it saw.
final class FakeResource implements AutoCloseable {
  /// How a token was judged.
  enum Judged {
    GOOD,
    REVOKED,
    EXPIRED,
    UNKNOWN,
    EARLY,
    ABSENT
  }

  private static final Duration EARLY = Duration.ofSeconds(4);

  private final SoakClock clock;
  private final List<FakeIssuer> issuers;
  private final PlainServer http;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<Judged, Integer> seen = new EnumMap<>(Judged.class);
  private final Set<String> late;
  private final TreeMap<Long, Integer> remaining = new TreeMap<>();
  private Duration least = Duration.ofDays(1);

  /// @param late the clients whose tokens it does not accept at once
  FakeResource(SoakClock clock, List<FakeIssuer> issuers, Set<String> late) throws IOException {
    this.late = late;
    this.clock = clock;
    this.issuers = issuers;
    this.http = new PlainServer(this::serve);
  }

  private PlainServer.Reply serve(PlainServer.Request request) {
    Judged judged = judge(request.headers().get("authorization"));
    return new PlainServer.Reply(
        judged == Judged.GOOD ? 200 : 401, Map.of("Judged", judged.name()), "");
  }

  private synchronized Judged judge(@Nullable String authorization) {
    Judged judged = Judged.ABSENT;
    if (authorization != null && authorization.startsWith("Bearer ")) {
      Issued token = find(authorization.substring(7));
      judged = token == null ? Judged.UNKNOWN : judge(token);
    }
    seen.merge(judged, 1, Integer::sum);
    return judged;
  }

  private @Nullable Issued find(String value) {
    for (FakeIssuer issuer : issuers) {
      Issued token = issuer.tokens().get(value.replaceFirst(SoakHooks.MARK + ".*", ""));
      if (token != null) {
        return token;
      }
    }
    return null;
  }

  private Judged judge(Issued token) {
    Duration left = Duration.between(clock.now(), token.expiresAt);
    if (!left.isPositive()) {
      return Judged.EXPIRED;
    }
    least = left.compareTo(least) < 0 ? left : least;
    remaining.merge(bucket(left.toSeconds()), 1, Integer::sum);
    boolean early = late.contains(token.client) && token.issuedAt.plus(EARLY).isAfter(clock.now());
    return token.revoked ? Judged.REVOKED : early ? Judged.EARLY : Judged.GOOD;
  }

  private static long bucket(long seconds) {
    for (long bound : new long[] {1, 2, 5, 10, 30, 60, 300, 3600}) {
      if (seconds < bound) {
        return bound;
      }
    }
    return Long.MAX_VALUE;
  }

  /// One probe with `token`.
  Judged probe(String token) throws IOException, InterruptedException {
    URI url = http.url("/");
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Authorization", "Bearer " + token).build();
    HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
    return Judged.valueOf(response.headers().firstValue("Judged").orElseThrow());
  }

  synchronized int count(Judged judged) {
    return seen.getOrDefault(judged, 0);
  }

  synchronized Duration leastLife() {
    return least;
  }

  /// Probes by the seconds that their token had left, below each bound.
  synchronized Map<Long, Integer> remaining() {
    return new TreeMap<>(remaining);
  }

  @Override
  public void close() {
    http.close();
    client.close();
  }
}
