package why401.partner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Debian's Apache httpd 2.4 with a configuration of ours; nothing of `/etc/apache2` is read.
public final class ApacheServer implements AutoCloseable {

  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
  private static final List<String> LOADED =
      List.of(
          "mpm_event authn_core authn_file authz_core authz_user authz_groupfile auth_basic",
          "auth_digest auth_form session session_cookie session_crypto request headers cgid alias",
          "proxy proxy_http dir env setenvif authz_host rewrite");

  /// In the order in which they must be loaded; only for those who want it.
  private static final String FIREWALL = "unique_id security2";

  private final PartnerFolder folder = PartnerFolder.create("apache");
  private final int port = FreePort.next();
  private final Map<String, ApacheSite> sites = new TreeMap<>();
  private static final Pattern FAILED_LOGIN = Pattern.compile("AH0161[78]:");

  private final ManagedProcess process;

  private ApacheServer(Map<String, ApacheSite> sites, Map<String, String> environment) {
    this.sites.putAll(sites);
    if (!Files.isDirectory(MODULES)) {
      throw new IllegalStateException(
          MODULES + ": absent (expected: apt-get install apache2, as .ci/run does)");
    }
    var command =
        List.of(
            "/usr/sbin/apache2", "-D", "FOREGROUND", "-d", work(), "-f", work() + "/httpd.conf");
    process =
        new ManagedProcess(
            new ManagedProcess.Launch(command, environment, folder.output().resolve("output.log")));
  }

  /// Starts it.
  ///
  /// @param sites path, such as `/orders`, to what is done below it
  public static ApacheServer start(Map<String, ApacheSite> sites) {
    return start(sites, Map.of());
  }

  /// Starts it with variables of its own, such as those of libfaketime.
  public static ApacheServer start(Map<String, ApacheSite> sites, Map<String, String> environment) {
    var server = new ApacheServer(sites, environment);
    try {
      server.start();
    } catch (RuntimeException e) {
      server.folder.close();
      throw e;
    }
    return server;
  }

  /// `http://127.0.0.1:PORT` and the path.
  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /// Adds a site, or puts another one (another scheme, say) at the path, and reloads gracefully.
  public void serve(String path, ApacheSite site) {
    sites.put(path, site);
    writeConfiguration();
    process.replaceWorkers("USR1", () -> PlainHttp.answers(url("/")));
  }

  /// Changes a password as `htpasswd` would: without a reload.
  public void setPassword(String path, String user, String password) {
    ApacheSite changed = Objects.requireNonNull(sites.get(path), path).withPassword(user, password);
    sites.put(path, changed);
    new ApacheSiteText(folder, path).writeUsers(changed);
  }

  /// Starts again, on the same port, after [#stop()].
  public void start() {
    writeConfiguration();
    process.start(Duration.ofSeconds(15), () -> PlainHttp.answers(url("/")));
  }

  /// Stops listening: connections are refused.
  public void stop() {
    process.stop();
  }

  /// How many passwords it has logged as wrong, and user names as unknown (AH01617, AH01618): what
  /// filters such as fail2ban's `apache-auth` count.
  public int failedLogins() {
    return (int) FAILED_LOGIN.matcher(process.log()).results().count();
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

  private void writeConfiguration() {
    boolean firewall = sites.values().stream().anyMatch(ApacheSite.Firewall.class::isInstance);
    boolean kerberos = sites.values().stream().anyMatch(ApacheSite.Kerberos.class::isInstance);
    String modules =
        Stream.of(
                LOADED.stream(),
                firewall ? Stream.of(FIREWALL) : Stream.<String>empty(),
                kerberos ? Stream.of("auth_gssapi") : Stream.<String>empty())
            .flatMap(lines -> lines)
            .flatMap(line -> List.of(line.split(" ")).stream())
            .map(name -> "LoadModule %s_module %s/mod_%s.so\n".formatted(name, MODULES, name))
            .collect(Collectors.joining());
    String served =
        sites.entrySet().stream()
            .map(it -> text(it.getKey()).configuration(it.getValue()))
            .collect(Collectors.joining());
    sites.forEach((path, site) -> text(path).writeUsers(site));
    folder.write("httpd.conf", modules + frame() + (firewall ? firewall() : "") + served);
  }

  private ApacheSiteText text(String path) {
    return new ApacheSiteText(folder, path);
  }

  private String frame() {
    boolean root = "root".equals(System.getProperty("user.name"));
    return """
    ServerName 127.0.0.1
    Listen 127.0.0.1:%d
    PidFile httpd.pid
    ScriptSock cgid.sock
    ErrorLog /dev/stderr
    CustomLog access.log "%%>s \\"%%{User-Agent}i\\" \\"%%{X-Forwarded-For}i\\" %%m %%U"
    LogLevel warn
    StartServers 1
    KeepAliveTimeout 2
    MinSpareThreads 1
    MaxRequestWorkers 50
    GracefulShutdownTimeout 2
    DefaultRuntimeDir .
    %s
    <Directory />
      AllowOverride None
      Options +ExecCGI
    </Directory>
    """
        .formatted(port, root ? "User www-data\nGroup www-data" : "");
  }

  /// What it counts by address is kept where the server's own user may write.
  private String firewall() {
    folder.writableByAll("counts");
    return "SecRuleEngine On\nSecAuditEngine Off\nSecDataDir %s/counts\nSecTmpDir %s/counts\n"
        .formatted(work(), work());
  }

  private String work() {
    return folder.work().toString();
  }
}
