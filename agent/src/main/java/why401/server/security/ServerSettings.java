package why401.server.security;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the agent serves, and how it is protected.
///
/// @param host address to bind, loopback unless configured
/// @param port TCP port, 0 for any free one
/// @param webConfigFile file in exporter-toolkit's web-config format (TLS, mTLS, basic auth), or
///   null
/// @param alertmanagerUrl base URL at which a person silences alerts, or null
/// @param reloadEnabled whether `POST /-/reload` is enabled
public record ServerSettings(
    String host,
    int port,
    @Nullable Path webConfigFile,
    boolean reloadEnabled,
    @Nullable URI alertmanagerUrl) {
  /// Without an Alertmanager.
  public ServerSettings(
      String host, int port, @Nullable Path webConfigFile, boolean reloadEnabled) {
    this(host, port, webConfigFile, reloadEnabled, null);
  }

  /// What an empty configuration means: loopback, port 9401, unprotected, with reload.
  public static final ServerSettings DEFAULT = new ServerSettings("127.0.0.1", 9401, null, true);

  /// Validates.
  public ServerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }
}
