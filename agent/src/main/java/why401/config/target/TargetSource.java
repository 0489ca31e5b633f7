package why401.config.target;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import why401.credential.TlsOptions;
import why401.credential.secret.SecretSource;

/// A source of targets that is asked while the agent runs.
public sealed interface TargetSource {
  /// What it is called in metrics and messages: what the configuration says of it.
  String name();

  /// Time from one request to the next.
  Duration refresh();

  /// Makes probes of its targets.
  TargetMapper mapper();

  /// A server that answers with a list (`http-sd`).
  ///
  /// @param refresh time from one request to the next
  /// @param headers with plain values
  /// @param secrets headers whose values are secrets
  record Http(
      URI url,
      Duration refresh,
      Duration timeout,
      Map<String, String> headers,
      Map<String, SecretSource> secrets,
      TlsOptions tls,
      TargetMapper mapper)
      implements TargetSource {
    /// Copies.
    public Http {
      headers = Map.copyOf(headers);
      secrets = Map.copyOf(secrets);
    }

    @Override
    public String name() {
      return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }
  }
}
