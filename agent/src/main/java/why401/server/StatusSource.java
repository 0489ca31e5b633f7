package why401.server;

import java.util.List;
import java.util.Optional;
import why401.api.ProbeJson;
import why401.incident.Incident;
import why401.metrics.Scrape;
import why401.token.CredentialStatus;
import why401.token.IssuerHealth;

/// What the server shows of the agent. Every method may be called from many threads and answers at
/// once, from memory.
public interface StatusSource {
  /// Version of the agent.
  String version();

  /// Whether the agent works; false makes `/-/healthy` answer 503.
  boolean healthy();

  /// Whether the agent has started and is not ending; false makes `/-/ready` answer 503.
  boolean ready();

  /// All probes, by name.
  List<ProbeJson> probes();

  /// The probe `name`; empty for one that is not configured.
  Optional<ProbeJson> probe(String name);

  /// The states of all credentials.
  List<CredentialStatus> credentials();

  /// The health of all issuers.
  List<IssuerHealth> issuers();

  /// Incidents, newest first.
  List<Incident> incidents(IncidentQuery query);

  /// The page of metrics, in the format that the `Accept` header prefers.
  Scrape scrape(String accept);

  /// A request failed for a fault of the agent.
  default void requestFailed() {}

  /// Re-reads the configuration.
  ///
  /// @return every error, each as `FILE:LINE: message`; empty if the new configuration is in force
  List<String> reload();
}
