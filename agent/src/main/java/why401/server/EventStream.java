package why401.server;

import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import why401.api.IncidentJson;
import why401.api.Json;
import why401.api.ProbeJson;

/// The stream of changes for open pages (server-sent events): `hello`, then `incident`, `probes`,
/// `credentials` and `configuration` as they happen, at most twice a second.
///
/// Each page has its own virtual thread, so that a slow one does not delay the others.
final class EventStream implements AutoCloseable {
  static final int MOST_LISTENERS = 64;
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration PACE = Duration.ofMillis(500);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
  private static final String TYPE = "text/event-stream";

  private final StatusSource views;
  private final ApiRoutes api;
  private final StatusEvents changes;
  private final InstantSource clock;
  private final Set<Subscription> open = java.util.concurrent.ConcurrentHashMap.newKeySet();
  private final Semaphore room = new Semaphore(MOST_LISTENERS);
  private volatile boolean closed;

  EventStream(StatusSource views, ApiRoutes api, StatusEvents changes, InstantSource clock) {
    this.views = views;
    this.api = api;
    this.changes = changes;
    this.clock = clock;
  }

  /// First event of a stream: a page that sees another version or start time reloads everything.
  record Hello(Instant time, String version) {}

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/events", this::stream);
    routes.head("/api/v1/events", ctx -> ctx.contentType(TYPE));
  }

  private void stream(Context ctx) throws IOException {
    if (closed || !room.tryAcquire()) {
      ctx.header("Retry-After", String.valueOf(RETRY_AFTER.toSeconds()));
      throw new ServiceUnavailableResponse("Too many pages are listening.");
    }
    try (Subscription subscription = changes.subscribe()) {
      open.add(subscription);
      try {
        follow(subscription, begin(ctx.res()));
      } finally {
        open.remove(subscription);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // the page is gone
    } finally {
      room.release();
    }
  }

  private ServletOutputStream begin(HttpServletResponse response) throws IOException {
    response.setContentType(TYPE);
    response.setCharacterEncoding("utf-8");
    response.setHeader("X-Accel-Buffering", "no");
    ServletOutputStream out = response.getOutputStream();
    send(out, "hello", new Hello(clock.instant(), views.version()));
    out.flush();
    return out;
  }

  private void follow(Subscription subscription, ServletOutputStream out)
      throws IOException, InterruptedException {
    while (!closed) {
      Subscription.Batch news = subscription.take(HEARTBEAT);
      if (news.isEmpty()) {
        out.write(":\n\n".getBytes(StandardCharsets.US_ASCII));
      } else {
        send(out, news);
      }
      out.flush();
      if (!closed) {
        Thread.sleep(PACE);
      }
    }
  }

  private void send(ServletOutputStream out, Subscription.Batch news) throws IOException {
    if (news.configuration()) {
      send(out, "configuration", new Hello(clock.instant(), views.version()));
    }
    for (var incident : news.incidents()) {
      send(out, "incident", IncidentJson.of(incident));
    }
    List<List<@Nullable Object>> rows =
        news.probes().stream()
            .map(views::probe)
            .flatMap(Optional::stream)
            .map(ProbeJson::row)
            .toList();
    if (!rows.isEmpty()) {
      send(out, "probes", rows);
    }
    if (!news.credentials().isEmpty()) {
      Set<String> names = Set.copyOf(news.credentials());
      send(
          out,
          "credentials",
          api.credentials().stream().filter(one -> names.contains(one.name())).toList());
    }
  }

  private static void send(ServletOutputStream out, String event, Object data) throws IOException {
    String text = "event: " + event + "\ndata: " + Json.line(data) + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Ends all streams.
  @Override
  public void close() {
    closed = true;
    open.forEach(Subscription::configuration); // wakes them
  }
}
