package why401.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the agent itself listens.
///
/// @param port 0 for any free one
/// @param webConfigFile TLS and passwords in the format of the Prometheus exporters, or null
/// @param reloadEnabled whether `POST /-/reload` is answered
public record ServerSettings(
    String host, int port, @Nullable Path webConfigFile, boolean reloadEnabled) {
  /// Loopback, port 9401.
  public static final ServerSettings DEFAULT = new ServerSettings("127.0.0.1", 9401, null, true);
}
