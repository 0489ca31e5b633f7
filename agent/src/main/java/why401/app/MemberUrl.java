package why401.app;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.config.Configuration;
import why401.config.hocon.Urls;
import why401.deployment.ClusterSettings;

/// Where a person finds the status page of a member.
final class MemberUrl {
  private static final Set<String> ANY = Set.of("0.0.0.0", "::", "[::]");

  private MemberUrl() {}

  /// The page at `port`; null if it is served on loopback, while the members are elsewhere.
  static @Nullable String of(Configuration configuration, int port, boolean secure) {
    ClusterSettings cluster = configuration.deployment().cluster();
    if (cluster == null) {
      return null;
    }
    String host = configuration.server().host();
    if (ANY.contains(host)) {
      host = cluster.host();
    }
    if (Urls.isLoopback(host) && !Urls.isLoopback(cluster.host())) {
      return null;
    }
    String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "%s://%s:%d/".formatted(secure ? "https" : "http", literal, port);
  }
}
