package why401.server;

import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRoutingApi;

/// Read-only routes: each serves GET, and HEAD with the same headers (RFC 9110, 9.3.2).
final class ReadRoutes {
  private ReadRoutes() {}

  static void add(JavalinDefaultRoutingApi routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }
}
