package why401.lab;

import com.nimbusds.jose.JOSEException;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A protected API with one resource for each way of authenticating, for the demo and the tests. It
/// responds as common products do; its setters make it misbehave.
public final class LabApi implements AutoCloseable {
  private static final String LOGIN_FORM =
      """
      <!doctype html><title>Sign in</title><form method="post" action="/portal/login">
      <input name="username"><input name="password" type="password"><button>Sign in</button></form>
      """;

  private final InstantSource clock;
  private final LabTokenValidator tokens;
  private final Javalin http;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger refuseNext = new AtomicInteger();
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private volatile String password = Lab.PASSWORD;
  private volatile String apiKey = Lab.API_KEY;
  private volatile String basicScheme = "Basic";
  private volatile Duration clockOffset = Duration.ZERO;
  private volatile boolean headerDropped;
  private volatile boolean oneReplicaBroken;
  private volatile boolean rateLimited;

  LabApi(InstantSource clock, LabIssuer issuer) {
    this.clock = clock;
    this.tokens = new LabTokenValidator(issuer);
    this.http =
        Javalin.start(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jetty.host = "127.0.0.1";
              config.jetty.port = 0;
              config.jetty.modifyHttpConfiguration(settings -> settings.setSendDateHeader(false));
              config.routes.before(this::common);
              config.routes.get("/v1/orders", context -> bearer(context, "orders.read"));
              config.routes.get("/v1/ping", context -> bearer(context, ""));
              config.routes.get("/legacy/report", this::basic);
              config.routes.get("/partner/feed", this::key);
              config.routes.get("/portal/login", context -> context.html(LOGIN_FORM));
              config.routes.post("/portal/login", this::login);
              config.routes.get("/portal/home", this::portal);
            });
  }

  private void common(Context context) {
    requests.incrementAndGet();
    context.header(
        "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now().atOffset(ZoneOffset.UTC)));
    context.header("Server", "lab-api/1");
    if (refuseNext.getAndUpdate(left -> Math.max(0, left - 1)) > 0
        || (oneReplicaBroken && ThreadLocalRandom.current().nextBoolean())) {
      invalidToken(context, "The token could not be verified");
      context.skipRemainingHandlers();
    } else if (rateLimited) {
      context.header("Retry-After", "30");
      context
          .status(401)
          .json(
              Map.of(
                  "error",
                  "too_many_attempts",
                  "message",
                  "Too many failed attempts; try again later"));
      context.skipRemainingHandlers();
    }
  }

  private Instant now() {
    return clock.instant().plus(clockOffset);
  }

  private Optional<String> authorization(Context context, String scheme) {
    String header = headerDropped ? null : context.header("Authorization");
    return Optional.ofNullable(header)
        .filter(value -> value.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
        .map(value -> value.substring(scheme.length() + 1));
  }

  private void bearer(Context context, String scope) throws JOSEException {
    Optional<String> token = authorization(context, "Bearer");
    if (token.isEmpty()) {
      context.header("WWW-Authenticate", "Bearer realm=\"orders\"").status(401);
      return;
    }
    String problem = tokens.problem(token.get(), now());
    if (problem != null) {
      invalidToken(context, problem);
    } else if (!scope.isEmpty() && !LabTokenValidator.scopes(token.get()).contains(scope)) {
      context.header(
          "WWW-Authenticate",
          "Bearer realm=\"orders\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
      context.status(403).json(Map.of("error", "insufficient_scope"));
    } else {
      context.json(Map.of("orders", List.of()));
    }
  }

  private static void invalidToken(Context context, String description) {
    context.header(
        "WWW-Authenticate",
        "Bearer realm=\"orders\", error=\"invalid_token\", error_description=\"%s\""
            .formatted(description));
    context.status(401).json(Map.of("error", "invalid_token"));
  }

  private void basic(Context context) {
    String wanted =
        Base64.getEncoder().encodeToString(("probe:" + password).getBytes(StandardCharsets.UTF_8));
    boolean accepted =
        basicScheme.equals("Basic")
            && authorization(context, "Basic").filter(wanted::equals).isPresent();
    if (accepted) {
      context.json(Map.of("report", "empty"));
    } else {
      context.header("WWW-Authenticate", basicScheme + " realm=\"legacy\"");
      context.status(401).html("<title>401 Authorization Required</title>");
    }
  }

  private void key(Context context) {
    String given = context.header("X-API-Key");
    if (given == null) {
      context.status(401).json(Map.of("message", "No API key found in request"));
    } else if (!given.equals(apiKey)) {
      context.status(401).json(Map.of("message", "Invalid API key"));
    } else {
      context.json(Map.of("feed", List.of()));
    }
  }

  private void login(Context context) {
    if ("probe".equals(context.formParam("username"))
        && password.equals(context.formParam("password"))) {
      String id = UUID.randomUUID().toString();
      sessions.add(id);
      context.header("Set-Cookie", "SESSION=" + id + "; Path=/portal; HttpOnly; Max-Age=600");
      context.redirect("/portal/home");
    } else {
      context.status(401).html(LOGIN_FORM);
    }
  }

  private void portal(Context context) {
    String id = context.cookie("SESSION");
    if (id != null && sessions.contains(id)) {
      context.html("<title>Portal</title>Welcome");
    } else {
      context.redirect("/portal/login");
    }
  }

  /// Where it listens, without a trailing slash.
  public String url() {
    return "http://127.0.0.1:" + http.port();
  }

  /// Requests so far.
  public int requests() {
    return requests.get();
  }

  /// Changes the password of the user `probe`.
  public void password(String value) {
    password = value;
  }

  /// Rolls the API key.
  public void apiKey(String value) {
    apiKey = value;
  }

  /// Wants another scheme where Basic was.
  public void basicScheme(String value) {
    basicScheme = value;
  }

  /// Moves its clock.
  public void clockOffset(Duration value) {
    clockOffset = value;
  }

  /// Loses the Authorization header on the way in, as a proxy does.
  public void headerDropped(boolean value) {
    headerDropped = value;
  }

  /// Refuses every second request, as a broken replica of two does.
  public void oneReplicaBroken(boolean value) {
    oneReplicaBroken = value;
  }

  /// How it judges tokens.
  public LabTokenValidator tokens() {
    return tokens;
  }

  /// Refuses everybody because of too many attempts.
  public void rateLimited(boolean value) {
    rateLimited = value;
  }

  /// Refuses the next requests, regardless of the sender.
  public void refuseNext(int count) {
    refuseNext.set(count);
  }

  /// Ends all sessions.
  public void endSessions() {
    sessions.clear();
  }

  @Override
  public void close() {
    http.stop();
  }
}
