package why401.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import why401.api.ClusterJson;
import why401.api.CredentialJson;
import why401.api.ProbeDetailJson;
import why401.api.ProbeJson;
import why401.incident.Incident;
import why401.metrics.Scrape;
import why401.token.CredentialStatus;
import why401.token.IssuerHealth;

/// The state of the agent, for the server. Thread-safe; every method returns at once, from memory.
public interface StatusSource {
  /// Version of the agent.
  String version();

  /// Whether the agent works; otherwise `/-/healthy` returns 503.
  boolean healthy();

  /// Whether the agent has started and is not stopping; otherwise `/-/ready` returns 503.
  boolean ready();

  /// All probes, by name.
  List<ProbeJson> probes();

  /// The probe `name`; empty for one that is not configured.
  Optional<ProbeJson> probe(String name);

  /// The last runs of the probe `name`, oldest first.
  default List<ProbeDetailJson.Run> runs(String name) {
    return List.of();
  }

  /// The latency of the probe `name`, now and before; empty while it has run too seldom.
  default Optional<ProbeDetailJson.Latency> latency(String name) {
    return Optional.empty();
  }

  /// How the last attempt to load the configuration went.
  default ConfigurationStatus configuration() {
    return new ConfigurationStatus(Instant.EPOCH, null, List.of(), null);
  }

  /// The cluster, as this agent sees it.
  default ClusterJson cluster() {
    return ClusterJson.NONE;
  }

  /// The credentials that other members of the cluster renew, by name.
  default Map<String, CredentialJson> renewedElsewhere() {
    return Map.of();
  }

  /// The states of all credentials.
  List<CredentialStatus> credentials();

  /// The health of all issuers.
  List<IssuerHealth> issuers();

  /// Incidents, newest first.
  List<Incident> incidents(IncidentQuery query);

  /// The page of metrics, in the format that the `Accept` header prefers.
  Scrape scrape(String accept);

  /// A request failed because of a fault of the agent.
  default void requestFailed() {}

  /// Tries the credential now: a person has repaired something.
  ///
  /// @return empty for one that is not configured
  default Optional<RetryResult> retry(String credential) {
    return Optional.empty();
  }

  /// Re-reads the configuration.
  ///
  /// @return every error, each as `FILE:LINE: message`; empty if the new configuration is in force
  List<String> reload();
}
