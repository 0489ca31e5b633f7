package why401.partner;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Debian's nginx with a configuration of ours: named `server` blocks, each on its own port.
///
/// Describe, then [#start()]; describe again, then [#reload()].
public final class NginxServer implements AutoCloseable {

  private static final String PROGRAM = "/usr/sbin/nginx";

  private final PartnerFolder folder = PartnerFolder.create("nginx");
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Map<String, String> servers = new LinkedHashMap<>();
  private final Map<String, String> upstreams = new LinkedHashMap<>();
  private final Set<String> secure = new LinkedHashSet<>();
  private final Set<String> common = new LinkedHashSet<>();
  private final ManagedProcess process =
      new ManagedProcess(
          new ManagedProcess.Launch(
              List.of(PROGRAM, "-p", folder.work().toString(), "-c", "nginx.conf", "-e", "stderr"),
              Map.of(),
              folder.output().resolve("output.log")));

  /// Describes a `server` block, or replaces it.
  ///
  /// @param body locations, as text; see [NginxLocations]
  public NginxServer server(String name, String body) {
    ports.computeIfAbsent(name, _ -> FreePort.next());
    servers.put(name, body);
    return this;
  }

  /// Describes a `server` block that speaks HTTPS, or replaces it.
  ///
  /// @param body the directives of [NginxTls], and locations
  public NginxServer secure(String name, String body) {
    secure.add(name);
    return server(name, body);
  }

  /// Adds a directive for all servers, such as `proxy_cache_path` or `limit_req_zone`.
  public NginxServer common(String directive) {
    common.add(directive);
    return this;
  }

  /// Writes or replaces a file beside the configuration.
  public Path file(String name, String text) {
    return folder.write(name, text);
  }

  /// Describes replicas that take turns.
  ///
  /// @param addresses each `HOST:PORT`
  public NginxServer upstream(String name, String... addresses) {
    String members =
        List.of(addresses).stream()
            .map(address -> "server " + address + ";")
            .collect(Collectors.joining(" "));
    // One zone for all workers: turns are taken among them all.
    upstreams.put(name, "upstream %s { zone %s 64k; %s }\n".formatted(name, name, members));
    return this;
  }

  /// Writes or replaces a file of Basic users. A changed file needs no reload.
  public Path passwordFile(String name, Map<String, String> users) {
    return folder.write(name + ".users", PasswordFile.basic(users));
  }

  /// Starts it, on the same ports if it ran before.
  public NginxServer start() {
    writeConfiguration();
    process.start(Duration.ofSeconds(15), this::answers);
    return this;
  }

  /// Takes over what has been described since, gracefully.
  public void reload() {
    writeConfiguration();
    Command.run(List.of(PROGRAM, "-t", "-q", "-p", folder.work() + "", "-c", "nginx.conf"), "")
        .orFail();
    process.replaceWorkers("HUP", this::answers);
  }

  /// Stops listening: connections are refused.
  public void stop() {
    process.stop();
  }

  /// `http://127.0.0.1:PORT` of the server block, or `https:`, and the path.
  public String url(String server, String path) {
    return (secure.contains(server) ? "https://" : "http://") + address(server) + path;
  }

  /// `127.0.0.1:PORT` of the server block.
  public String address(String server) {
    return "127.0.0.1:" + Objects.requireNonNull(ports.get(server), server);
  }

  /// What it was asked for by whom, in order.
  public AccessLog accessLog() {
    return new AccessLog(folder.work().resolve("asked.log"));
  }

  /// The requests that have ended, in the order in which they ended.
  public List<Served> served() {
    return folder.read("access.log").lines().map(Served::of).toList();
  }

  /// One request in the access log.
  ///
  /// @param start when its first byte was read
  /// @param status 499 if the client went away first
  public record Served(Instant start, Duration duration, int status, String path) {
    private static Served of(String line) {
      String[] words = line.split(" ", 4);
      Duration duration = millis(words[1]);
      return new Served(
          Instant.EPOCH.plus(millis(words[0])).minus(duration),
          duration,
          Integer.parseInt(words[2]),
          words[3]);
    }

    private static Duration millis(String seconds) {
      return Duration.ofMillis(Long.parseLong(seconds.replace(".", "")));
    }
  }

  /// Puts a file of `size` bytes, all zero, beside the pages; it takes no room on the disk.
  public void sparseFile(String name, long size) {
    folder.sparse(name, size);
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

  private boolean answers() {
    // Where HTTPS is spoken, 400 is the answer to plain HTTP.
    return servers.keySet().stream()
        .allMatch(name -> PlainHttp.answers("http://" + address(name) + "/-why401-ready"));
  }

  private void writeConfiguration() {
    folder.write("page.html", "welcome\n");
    boolean root = "root".equals(System.getProperty("user.name"));
    String blocks =
        servers.entrySet().stream()
            .map(it -> block(listen(it.getKey()), it.getValue()))
            .collect(Collectors.joining());
    folder.write(
        "nginx.conf",
        """
        %s
        daemon off;
        pid nginx.pid;
        worker_processes 1;
        events { worker_connections 128; }
        http {
          root %s;
          log_format asked '$status "$http_user_agent" "$http_x_forwarded_for" $request_method $uri';
          access_log asked.log asked;
          log_format timed '$msec $request_time $status $request_uri';
          access_log access.log timed;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          proxy_http_version 1.1;
          proxy_connect_timeout 2s;
        %s
        %s
        %s
        }
        """
            .formatted(
                root ? "user www-data;" : "",
                folder.work(),
                String.join("\n", common),
                String.join("", upstreams.values()),
                blocks));
  }

  private String listen(String name) {
    return address(name) + (secure.contains(name) ? " ssl" : "");
  }

  private static String block(String address, String body) {
    return "server { listen %s; location = /-why401-ready { access_log off; return 204; }\n%s}\n"
        .formatted(address, body);
  }
}
