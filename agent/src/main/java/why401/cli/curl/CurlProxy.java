package why401.cli.curl;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.probe.Probe;

/// The options of curl that name a forward proxy.
final class CurlProxy {
  @Option(
      names = {"-x", "--proxy"},
      paramLabel = "URL",
      description = "HTTP proxy.")
  private @Nullable String proxy;

  @Option(
      names = {"-U", "--proxy-user"},
      paramLabel = "USER:PASSWORD",
      description = "User and password for the proxy.")
  private @Nullable String proxyUser;

  /// The proxy, or null without one.
  Probe.@Nullable Proxy read() {
    if (proxy == null) {
      return null;
    }
    CurlUrl target;
    try {
      target = CurlUrl.of(proxy, "");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--proxy: no URL of an HTTP proxy", e);
    }
    String pair = proxyUser == null ? target.user() : proxyUser;
    if (pair == null) {
      return new Probe.Proxy(withPort(target.url()), null, null);
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("-U: no password in it (expected: user:password)");
    }
    return new Probe.Proxy(
        withPort(target.url()),
        pair.substring(0, colon),
        SecretSource.fixed(Secret.of(pair.substring(colon + 1))));
  }

  /// A proxy without a port listens on 1080 for curl.
  private static URI withPort(URI proxy) {
    return proxy.getPort() >= 0
        ? proxy
        : URI.create(proxy.getScheme() + "://" + proxy.getHost() + ":1080");
  }
}
