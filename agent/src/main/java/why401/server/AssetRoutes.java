package why401.server;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The files of the status page, from a fixed list.
final class AssetRoutes {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  private static final Map<String, Asset> FILES =
      Map.ofEntries(
          Map.entry("/", new Asset("index.html", HTML)),
          Map.entry("/assets/status.css", new Asset("status.css", STYLE)),
          Map.entry("/assets/runbook.css", new Asset("runbook.css", STYLE)),
          Map.entry("/assets/base.css", new Asset("base.css", STYLE)),
          Map.entry("/assets/main.js", new Asset("main.js", SCRIPT)),
          Map.entry("/assets/dom.js", new Asset("dom.js", SCRIPT)),
          Map.entry("/assets/words.js", new Asset("words.js", SCRIPT)),
          Map.entry("/assets/feed.js", new Asset("feed.js", SCRIPT)),
          Map.entry("/assets/incidents.js", new Asset("incidents.js", SCRIPT)),
          Map.entry("/assets/retry.js", new Asset("retry.js", SCRIPT)),
          Map.entry("/assets/ticket.js", new Asset("ticket.js", SCRIPT)),
          Map.entry("/assets/probes.js", new Asset("probes.js", SCRIPT)),
          Map.entry("/assets/credentials.js", new Asset("credentials.js", SCRIPT)),
          Map.entry("/assets/members.js", new Asset("members.js", SCRIPT)),
          Map.entry("/assets/past.js", new Asset("past.js", SCRIPT)),
          Map.entry("/assets/favicon.svg", new Asset("favicon.svg", "image/svg+xml")),
          Map.entry("/api/v1/openapi.yaml", new Asset("openapi.yaml", "application/yaml")));

  private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

  private record Asset(String name, String type) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Loaded(byte[] body, String tag) {}

  void addTo(JavalinDefaultRoutingApi routes) {
    FILES.forEach((path, asset) -> ReadRoutes.add(routes, path, ctx -> answer(ctx, asset)));
  }

  private void answer(Context ctx, Asset asset) {
    Loaded file = loaded.computeIfAbsent(asset.name(), AssetRoutes::load);
    ctx.header("Cache-Control", "no-cache").header("ETag", file.tag());
    if (file.tag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType(asset.type()).result(file.body());
    }
  }

  private static Loaded load(String name) {
    byte[] body = bytes(name);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      // weak, since the same file may be sent compressed
      return new Loaded(body, "W/\"" + HexFormat.of().formatHex(digest, 0, 8) + "\"");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java runtime has SHA-256
    }
  }

  /// The resource `name` of this package.
  static byte[] bytes(String name) {
    try (InputStream in = AssetRoutes.class.getResourceAsStream("/why401/server/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": missing from the archive");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
