package why401.partner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A protected API behind Spring Security's own filter chain, in its own JVM (module
/// `agent/resource-server`).
///
/// `/open` is for everybody, any other path for a good bearer token (RFC 6750); paths with an
/// authority answer 403 without it. Its clock can be moved while it runs.
public final class ResourceServer implements AutoCloseable {

  private final PartnerFolder folder = PartnerFolder.create("resource-server");
  private final int port = FreePort.next();
  private final ManagedProcess process;

  private ResourceServer(ResourceServerDemands demands) {
    moveClock(Duration.ZERO);
    process =
        new ManagedProcess(
            new ManagedProcess.Launch(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath(),
                    "why401.resourceserver.ResourceServerApplication"),
                environment(demands),
                folder.output().resolve("output.log")));
  }

  /// Starts it.
  public static ResourceServer start(ResourceServerDemands demands) {
    var server = new ResourceServer(demands);
    try {
      server.start();
    } catch (RuntimeException e) {
      server.folder.close();
      throw e;
    }
    return server;
  }

  /// Starts it again, on the same port, after [#stop()].
  public void start() {
    process.start(Duration.ofSeconds(60), () -> PlainHttp.answers(url("/open")));
  }

  /// Stops listening: connections are refused.
  public void stop() {
    process.stop();
  }

  /// Moves its clock, `Date` header included, against this machine's; from the next request on.
  ///
  /// @param ahead whole seconds; negative for behind
  public void moveClock(Duration ahead) {
    folder.write("clock", Long.toString(ahead.toSeconds()));
  }

  /// `http://127.0.0.1:PORT` and the path.
  public String url(String path) {
    return "http://" + address() + path;
  }

  /// `127.0.0.1:PORT`.
  public String address() {
    return "127.0.0.1:" + port;
  }

  /// The status of a GET with the token as `Authorization: Bearer`.
  public int status(String path, String token) {
    return PlainHttp.status(url(path), "Authorization", "Bearer " + token);
  }

  /// What it was asked for, in order.
  public AccessLog accessLog() {
    return new AccessLog(folder.work().resolve("access.log"));
  }

  /// For signals: suspend, resume, kill.
  public ManagedProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }

  private Map<String, String> environment(ResourceServerDemands demands) {
    return Map.of(
        "SPRING_APPLICATION_JSON",
        PlainHttp.toJson(
            Map.of(
                "server",
                    Map.of("address", "127.0.0.1", "port", port, "tomcat", accessLogSettings()),
                "spring", Map.of("main", Map.of("banner-mode", "off")),
                "demands", properties(demands))));
  }

  private Map<String, Object> properties(ResourceServerDemands demands) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("clock-file", folder.work().resolve("clock").toString());
    properties.put("clock-skew", demands.clockSkew().toString());
    properties.put("remember-keys", demands.rememberKeys());
    properties.put(
        "authorities",
        demands.authorities().entrySet().stream()
            .collect(Collectors.toMap(it -> "[" + it.getKey() + "]", Map.Entry::getValue)));
    demands.issuer().ifPresent(it -> properties.put("issuer", it));
    demands.audience().ifPresent(it -> properties.put("audience", it));
    switch (demands.tokens()) {
      case ResourceServerDemands.Jwts it -> properties.put("jwk-set-uri", it.jwkSetUri());
      case ResourceServerDemands.Introspected it ->
          properties.put(
              "introspection",
              Map.of("uri", it.uri(), "client-id", it.client(), "client-secret", it.secret()));
    }
    return properties;
  }

  private Map<String, Object> accessLogSettings() {
    Map<String, Object> log = new HashMap<>();
    log.put("enabled", true);
    log.put("directory", folder.work().toString());
    log.put("prefix", "access");
    log.put("file-date-format", "");
    log.put("rotate", false);
    log.put("buffered", false);
    log.put("pattern", "%s \"%{User-Agent}i\" \"%{X-Forwarded-For}i\" %m %U");
    return Map.of("accesslog", log);
  }

  private static String classPath() {
    Path built = Path.of(System.getProperty("why401.resource-server", "resource-server/target"));
    Path libraries = built.resolve("lib");
    if (!Files.isDirectory(libraries)) {
      throw new IllegalStateException(
          libraries.toAbsolutePath() + ": absent (expected: left by mvn pre-integration-test)");
    }
    return built.resolve("classes").toAbsolutePath() + ":" + libraries.toAbsolutePath() + "/*";
  }
}
