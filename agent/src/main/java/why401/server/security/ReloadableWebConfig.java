package why401.server.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.io.BoundedAccess;
import why401.io.FileStamp;

/// The protection that the web-config file asks for, followed when it or a file named in it
/// changes.
///
/// A file that becomes unusable while the agent runs is logged and changes nothing. Whether there
/// is TLS at all is decided at the start.
public final class ReloadableWebConfig {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadableWebConfig.class);

  private final @Nullable Path file;
  private final SslContextFactory.@Nullable Server tls;
  private final ReentrantLock following = new ReentrantLock();
  private volatile State state;

  /// @throws WebConfigException if the file cannot be used
  public ReloadableWebConfig(@Nullable Path file) {
    this.file = file == null ? null : file.toAbsolutePath();
    WebConfig config = this.file == null ? WebConfig.NONE : WebConfigFile.read(this.file);
    this.state = new State(config, new BasicAuthenticator(config.basicAuthUsers()), stamps(config));
    if (this.file != null && config.tls() != null) {
      tls = new SslContextFactory.Server();
      ServerTls.apply(this.file, config.tls(), tls);
    } else {
      tls = null;
    }
  }

  private record State(WebConfig config, BasicAuthenticator auth, Map<Path, FileStamp> stamps) {}

  /// Jetty's side of TLS, or null for plain HTTP.
  public SslContextFactory.@Nullable Server tls() {
    return tls;
  }

  /// Who is let in now.
  BasicAuthenticator auth() {
    return state.auth();
  }

  /// The current content of the file.
  WebConfig config() {
    return state.config();
  }

  /// Whether there is a file to follow.
  boolean watched() {
    return file != null;
  }

  /// Looks whether a file changed, and follows it.
  void follow() {
    Path read = file;
    if (read == null) {
      return;
    }
    following.lock();
    try {
      Map<Path, FileStamp> now = stamps(state.config());
      if (!now.equals(state.stamps())) {
        reread(read, now);
      }
    } finally {
      following.unlock();
    }
  }

  private void reread(Path read, Map<Path, FileStamp> now) {
    State before = state;
    try {
      WebConfig config = WebConfigFile.read(read);
      if ((config.tls() == null) != (tls == null)) {
        throw new WebConfigException(
            read + ": tls_server_config: added or removed (expected: a restart of the agent)");
      }
      if (tls != null && config.tls() != null) {
        WebConfig.TlsServer wanted = config.tls();
        tls.reload(factory -> ServerTls.apply(read, wanted, tls));
      }
      BasicAuthenticator auth =
          config.basicAuthUsers().equals(before.config().basicAuthUsers())
              ? before.auth()
              : new BasicAuthenticator(config.basicAuthUsers());
      state = new State(config, auth, stamps(config));
      LOG.info("{}: reloaded", read);
    } catch (Exception e) {
      state = new State(before.config(), before.auth(), now);
      LOG.error("{} (the previous web configuration stays in effect)", e.getMessage());
    }
  }

  /// A file that is missing has no stamp.
  private Map<Path, FileStamp> stamps(WebConfig config) {
    Map<Path, FileStamp> stamps = new HashMap<>();
    if (file != null) {
      stamp(file, stamps);
      if (config.tls() != null) {
        ServerTls.files(file, config.tls()).forEach(path -> stamp(path, stamps));
      }
    }
    return stamps;
  }

  private static void stamp(Path path, Map<Path, FileStamp> stamps) {
    try {
      stamps.put(
          path, BoundedAccess.within(path, BoundedAccess.PATIENCE, () -> FileStamp.of(path)));
    } catch (IOException e) {
      stamps.remove(path);
    }
  }
}
