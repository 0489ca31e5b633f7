package why401.soak;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import why401.token.source.SoakHooks;
import why401.token.source.SoakTokenSource;

/// An identity provider over real HTTP that has the troubles of its plan, and logs every request.
final class FakeIssuer implements AutoCloseable {
  private static final PlainServer.@Nullable Reply CLOSED = null;
  private static final long LATENCY = 6;
  private static final String ATTEMPT = SoakHooks.ATTEMPT.toLowerCase(Locale.ROOT);

  private final SoakClock clock;
  private final Duration skew;
  private final Waiting waiting;
  private final Random random;
  private final Health health;
  private final PlainServer http;
  private final Plan plan = new Plan();
  private final Families families = new Families();
  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> secrets = new ConcurrentHashMap<>();
  private final UnderWay underWay;
  private final Map<String, Issued> tokens = new ConcurrentHashMap<>();
  private final Map<String, Issued> newest = new ConcurrentHashMap<>();
  private final List<Hit> log = new ArrayList<>();
  private volatile long forgotten = -1;

  FakeIssuer(SoakClock clock, Duration skew, Waiting waiting, Health health, Random random)
      throws IOException {
    this.health = health;
    this.clock = clock;
    this.skew = skew;
    this.waiting = waiting;
    this.underWay = new UnderWay(waiting);
    this.random = random;
    this.http = new PlainServer(this::handle);
  }

  URI url(String path) {
    return http.url(path);
  }

  /// The times of `client`'s tokens, as [SoakTokenSource#window] tells them.
  SoakTokenSource.Window window(Client client) {
    return SoakTokenSource.window(
        client.trueLife(), skew.minus(clock.ahead()), SoakWorld.PROBE_TIMEOUT);
  }

  boolean skewed() {
    return !skew.isZero();
  }

  Plan plan() {
    return plan;
  }

  Families families() {
    return families;
  }

  /// The agent was started again, or its clock was set: it has no use for what was issued so far.
  void forgotten() {
    forgotten = clock.seconds();
  }

  void register(Client client, String secret) {
    clients.put(client.name(), client);
    secrets(client.name(), Set.of(secret));
  }

  /// From now on these secrets of `client` are good, and no other.
  void secrets(String client, Set<String> good) {
    secrets.put(client, good);
  }

  private PlainServer.@Nullable Reply handle(PlainServer.Request request) {
    if (!request.path().equals("/token")) {
      boolean outage = plan.at(clock.seconds()) == Trouble.OUTAGE;
      return reply(outage ? 503 : 200, "{\"keys\":[]}");
    }
    Map<String, String> form = Form.read(request.body());
    if (form.keySet().equals(Set.of("grant_type", "client_id"))) {
      // A look at a suspended client, without a secret: no attempt.
      return refuse(401, "invalid_client").reply();
    }
    String name = form.getOrDefault("client_id", "");
    long attempt = Long.parseLong(request.headers().getOrDefault(ATTEMPT, "0"));
    UnderWay.Load load = underWay.begin(name, attempt);
    Instant at = clock.now();
    Trouble trouble = plan.at(clock.seconds());
    Client client = clients.get(name);
    Answered answered =
        client == null ? refuse(401, "invalid_client") : serve(form, client, trouble, attempt);
    underWay.end(name, attempt);
    Hit hit = new Hit(at, name, trouble, load, answered.outcome());
    synchronized (log) {
      log.add(hit);
    }
    if (client != null) {
      health.heard(client, hit);
    }
    return answered.reply();
  }

  /// A reply and the class under which the agent has to count it.
  private record Answered(String outcome, PlainServer.@Nullable Reply reply) {}

  private Answered serve(Map<String, String> form, Client client, Trouble trouble, long attempt) {
    if (client.rotating()) {
      String refreshToken = form.getOrDefault("refresh_token", "");
      families.submitted(refreshToken, clock.seconds(), trouble);
    }
    return switch (trouble) {
      case NONE, REVOKES_EARLY -> work(form, client);
      case SLOW -> slow(form, client, attempt, random.nextInt(16));
      case LATENT -> slow(form, client, attempt, LATENCY);
      case ERROR_500 ->
          random.nextBoolean()
              ? new Answered("server_error", reply(500, "busy"))
              : garbage(form, client, "server_error", reply(500, "busy"));
      case ERROR_520 -> garbage(form, client, "server_error", reply(520, "error code: 520"));
      case ERROR_502 -> new Answered("server_error", reply(502, "busy"));
      case ERROR_503 -> new Answered("server_error", reply(503, "busy", "0"));
      case OUTAGE -> new Answered("server_error", reply(503, "busy"));
      case RATE_LIMIT_SHORT -> new Answered("rate_limited", reply(429, "busy", "1"));
      case RATE_LIMIT_LONG -> new Answered("rate_limited", reply(429, "busy", "120"));
      case CLOSE_BEFORE_WORK -> new Answered("unreachable", PlainServer.RESET);
      case CLOSE_AFTER_WORK -> garbage(form, client, "unreachable", CLOSED);
      case EMPTY_SUCCESS -> garbage(form, client, "invalid_response", reply(200, ""));
      case HTML_SUCCESS -> garbage(form, client, "invalid_response", reply(200, "<html>"));
      case TRUNCATED_SUCCESS ->
          garbage(form, client, "invalid_response", reply(200, "{\"access_token\":\"x"));
      case REFUSES_CLIENTS -> refuse(401, "invalid_client");
    };
  }

  /// The seconds for which the access token that the client holds still serves, less a tenth of its
  /// life, in which an attempt may be made.
  private long toLose(Client client) {
    Issued last = newest.get(client.name());
    if (last == null || last.revoked || last.second() <= forgotten) {
      return 0;
    }
    SoakTokenSource.Window window = window(client);
    Duration age = Duration.between(last.issuedAt, clock.now());
    return window.usedUp().minus(age).toSeconds();
  }

  /// The work is done, and the answer is lost.
  private Answered garbage(
      Map<String, String> form, Client client, String outcome, PlainServer.@Nullable Reply reply) {
    grant(form, client);
    return new Answered(outcome, reply);
  }

  private Answered slow(Map<String, String> form, Client client, long attempt, long delay) {
    Instant came = clock.now();
    boolean first = random.nextBoolean();
    Grants.Made made = first ? grant(form, client) : null;
    if (!waiting.hold(attempt, clock.now().plusSeconds(delay))) {
      return new Answered("cut", CLOSED);
    }
    if (!first) {
      made = grant(form, client);
    }
    if (made != null && client.quirk() != Client.Quirk.SAME) {
      made.token().askedAt = came;
    }
    return deliver(made);
  }

  private Answered work(Map<String, String> form, Client client) {
    return secrets
            .getOrDefault(client.name(), Set.of())
            .contains(form.getOrDefault("client_secret", ""))
        ? deliver(grant(form, client))
        : refuse(401, "invalid_client");
  }

  private Answered deliver(Grants.@Nullable Made made) {
    if (made == null) {
      return refuse(400, "invalid_grant");
    }
    made.token().delivered = true;
    newest.put(made.token().client, made.token());
    return new Answered(Hit.ISSUED, reply(200, made.body()));
  }

  private Answered refuse(int status, String error) {
    return new Answered(
        "rejected",
        reply(status, "{\"error\":\"%s\",\"error_description\":\"no\"}".formatted(error)));
  }

  /// Issues a token; null if the grant is not good.
  private synchronized Grants.@Nullable Made grant(Map<String, String> form, Client client) {
    String refreshToken = null;
    if (client.rotating()) {
      String spent = form.getOrDefault("refresh_token", "");
      Families.Spent fate = families.spend(client.name(), spent, clock.seconds(), toLose(client));
      if (fate == Families.Spent.REUSED) {
        revoke(client.name());
      }
      if (fate != Families.Spent.ROTATED) {
        return null;
      }
      refreshToken = families.current(client.name());
    }
    Issued held = newest.get(client.name());
    return client.quirk() == Client.Quirk.SAME && held != null && lives(held, client)
        ? Grants.again(client, held)
        : Grants.issue(client, clock.now(), skew, refreshToken, tokens);
  }

  /// Whether it is issued once more in place of another. An agent that was started again knows
  /// nothing of its age, and is not deceived.
  private boolean lives(Issued token, Client client) {
    long last = client.trueLife().toSeconds() / 4;
    boolean known = token.second() > forgotten;
    return known && !token.revoked && clock.now().plusSeconds(last).isBefore(token.expiresAt);
  }

  void revoke(String client) {
    tokens.values().stream()
        .filter(token -> token.client.equals(client))
        .forEach(token -> token.revoked = true);
  }

  private PlainServer.Reply reply(int status, String body, String... retryAfter) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            clock.now().plus(skew).atOffset(ZoneOffset.UTC));
    return new PlainServer.Reply(
        status,
        retryAfter.length == 0
            ? Map.of("Date", date)
            : Map.of("Date", date, "Retry-After", retryAfter[0]),
        body);
  }

  /// The token that `client` was given last; null before the first.
  @Nullable Issued newest(String client) {
    return newest.get(client);
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
    http.close();
  }
}
