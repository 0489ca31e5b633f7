package why401.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.probe.Probe;
import why401.server.security.ServerSettings;
import why401.token.lockout.AccountProtection;

/// A whole configuration. Probes and credentials that did not change are equal to those of the
/// configuration before, so that a reload can leave them alone.
///
/// @param stateDirectory where rotated refresh tokens are kept, or null for memory only
/// @param credentials by name
/// @param probes in the order of their names
public record Configuration(
    ServerSettings server,
    @Nullable Path stateDirectory,
    Map<String, Credential> credentials,
    List<Probe> probes,
    DiagnosisLimits diagnosis,
    AccountProtection accountProtection) {
  /// Copies.
  public Configuration {
    credentials = Map.copyOf(credentials);
    probes = List.copyOf(probes);
  }
}
