package why401.config.target;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  /// Objects of a cluster (`kubernetes`), followed as they change.
  ///
  /// @param namespaces where they are, empty for all
  /// @param kinds of objects
  /// @param selector labels that they must have, or null
  /// @param kubeconfig how the cluster is reached, or null for the cluster that this agent runs in
  record Kubernetes(
      List<String> namespaces,
      List<Kind> kinds,
      @Nullable String selector,
      @Nullable Path kubeconfig,
      TargetMapper mapper)
      implements TargetSource {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// Copies.
    public Kubernetes {
      namespaces = List.copyOf(namespaces);
      kinds = List.copyOf(kinds);
    }

    /// Kinds of objects that name endpoints.
    public enum Kind {
      /// Rules of an Ingress.
      INGRESS,
      /// A route of the Gateway API.
      HTTP_ROUTE,
      /// A Service with the annotation `why401/probe`.
      SERVICE,
      /// A Probe of the Prometheus operator.
      PROBE
    }

    @Override
    public Duration refresh() {
      return LOOK;
    }

    @Override
    public String name() {
      return "kubernetes"
          + (namespaces.isEmpty() ? "" : " " + String.join(" ", namespaces))
          + (selector == null ? "" : " " + selector);
    }
  }
}
