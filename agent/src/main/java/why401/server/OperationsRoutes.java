package why401.server;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Objects;
import why401.metrics.Scrape;

/// What machines that run the agent ask: metrics, health, reload.
final class OperationsRoutes {
  private final StatusSource views;
  private final boolean reloadEnabled;

  OperationsRoutes(StatusSource views, boolean reloadEnabled) {
    this.views = views;
    this.reloadEnabled = reloadEnabled;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    ReadRoutes.add(routes, "/metrics", this::metrics);
    ReadRoutes.add(routes, "/-/healthy", ctx -> state(ctx, views.healthy(), "healthy"));
    ReadRoutes.add(routes, "/-/ready", ctx -> state(ctx, views.ready(), "ready"));
    routes.post("/-/reload", this::reload);
  }

  private void metrics(Context ctx) {
    Scrape page = views.scrape(Objects.requireNonNullElse(ctx.header("Accept"), ""));
    ctx.contentType(page.contentType()).result(page.body());
  }

  private static void state(Context ctx, boolean good, String what) {
    ctx.status(good ? 200 : 503)
        .contentType("text/plain; charset=utf-8")
        .result("why401 is " + (good ? "" : "not ") + what + ".\n");
  }

  private void reload(Context ctx) {
    if (!reloadEnabled) {
      throw new ForbiddenResponse("Reloading by HTTP is not enabled.");
    }
    List<String> errors = views.reload();
    if (errors.isEmpty()) {
      ctx.contentType("text/plain; charset=utf-8").result("The new configuration is in force.\n");
    } else {
      ProblemDetails.answer(
          ctx,
          new ProblemDetails(
              "Bad configuration",
              400,
              "The configuration was not loaded; the previous one stays in effect.",
              errors));
    }
  }
}
