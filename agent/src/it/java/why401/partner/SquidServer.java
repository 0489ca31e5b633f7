package why401.partner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// Debian's Squid as a forward proxy that asks for a password (407); it caches nothing.
public final class SquidServer implements AutoCloseable {

  private static final String PROGRAM = "/usr/sbin/squid";
  private static final String CHECK = "/usr/lib/squid/basic_ncsa_auth";

  /// It remembers a good password for a second, beyond a reload.
  private static final Duration REMEMBERED = Duration.ofMillis(1100);

  private final PartnerFolder folder = PartnerFolder.create("squid");
  private final int port = FreePort.next();
  private final ManagedProcess process =
      new ManagedProcess(
          new ManagedProcess.Launch(
              List.of(PROGRAM, "-N", "-f", folder.work().resolve("squid.conf").toString()),
              Map.of(),
              folder.output().resolve("output.log")));

  private final Map<String, String> users = new TreeMap<>();
  private boolean open = true;

  private SquidServer() {
    if (!Files.isRegularFile(Path.of(PROGRAM))) {
      throw new IllegalStateException(
          PROGRAM + ": absent (expected: apt-get install squid, as .ci/run does)");
    }
  }

  /// Starts it; everybody is let through.
  public static SquidServer start() {
    var server = new SquidServer();
    try {
      server.folder.writableByAll("logs");
      server.configure();
      server.process.start(Duration.ofSeconds(15), server::answers);
    } catch (RuntimeException e) {
      server.folder.close();
      throw e;
    }
    return server;
  }

  /// Lets everybody through from the next request on.
  public void open() {
    open = true;
    reload(Duration.ZERO);
  }

  /// Lets only its users through from the next request on, and this is one of them, or has another
  /// password.
  public void admit(String user, String password) {
    String before = users.put(user, password);
    open = false;
    reload(before == null ? Duration.ZERO : REMEMBERED);
  }

  private void reload(Duration atLeast) {
    configure();
    int before = reloads();
    process.signalOne("HUP");
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .pollDelay(atLeast)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> reloads() > before && answers());
  }

  /// `http://127.0.0.1:PORT`.
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /// What it was asked for, in order; of tunnels, the refused ones.
  public AccessLog accessLog() {
    return new AccessLog(folder.work().resolve("logs/asked.log"));
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }

  private boolean answers() {
    return PlainHttp.answers(url() + "/");
  }

  private int reloads() {
    Path log = folder.work().resolve("logs/cache.log");
    return Files.exists(log) ? folder.read("logs/cache.log").split("Accepting HTTP", -1).length : 0;
  }

  private void configure() {
    folder.write("users", users());
    boolean root = "root".equals(System.getProperty("user.name"));
    folder.write(
        "squid.conf",
        """
        http_port 127.0.0.1:%d
        pid_filename none
        coredump_dir none
        netdb_filename none
        %s
        visible_hostname squid.why401.test
        dns_nameservers 127.0.0.1
        memory_cache_shared off
        cache_mem 1 MB
        cache deny all
        shutdown_lifetime 0 seconds
        logformat asked %%>Hs "%%{User-Agent}>h" "%%{X-Forwarded-For}>h" %%rm %%rp
        logformat tunnel %%>Hs "%%{User-Agent}>h" "-" %%rm /%%ru
        acl tunnel method CONNECT
        acl unknown http_status 407
        access_log stdio:logs/asked.log asked !tunnel
        access_log stdio:logs/asked.log tunnel unknown tunnel
        cache_log logs/cache.log
        auth_param basic program %s users
        auth_param basic children 1 startup=1 idle=1
        auth_param basic realm why401 proxies
        auth_param basic credentialsttl 1 second
        acl known proxy_auth REQUIRED
        acl denied urlpath_regex ^/denied
        http_access deny denied
        http_access allow %s
        http_access deny all
        """
            .replace("logs/", folder.work() + "/logs/")
            .formatted(
                port, root ? "cache_effective_user proxy" : "", CHECK, open ? "all" : "known")
            .replace(CHECK + " users", CHECK + " " + folder.work().resolve("users")));
  }

  private String users() {
    return users.entrySet().stream()
        .map(it -> it.getKey() + ":" + hashed(it.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /// Squid's check does not read the hashes of [PasswordFile].
  private static String hashed(String password) {
    return Command.run(List.of("openssl", "passwd", "-apr1", "-stdin"), password + "\n")
        .orFail()
        .output()
        .strip();
  }
}
