package why401.server;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Serves the runbooks as pages.
final class RunbookRoutes {
  private final Runbooks runbooks = new Runbooks();

  void addTo(JavalinDefaultRoutingApi routes) {
    ReadRoutes.add(routes, "/runbooks/", ctx -> answer(ctx, "Runbooks", runbooks.index()));
    ReadRoutes.add(routes, "/runbooks/{name}", this::runbook);
  }

  private void runbook(Context ctx) {
    String name = ctx.pathParam("name");
    Optional<String> page = runbooks.page(name);
    if (page.isEmpty()) {
      ctx.status(404);
      answer(ctx, "No such runbook", "<p>There is no runbook of that name.</p>" + runbooks.index());
    } else {
      answer(ctx, name, page.get());
    }
  }

  private static void answer(Context ctx, String title, String body) {
    String page =
        new String(AssetRoutes.bytes("runbook.html"), StandardCharsets.UTF_8)
            .replace("{{title}}", title)
            .replace("{{body}}", body);
    ctx.header("Cache-Control", "no-cache").contentType("text/html; charset=utf-8").result(page);
  }
}
