package why401.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.config.target.Targets;
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
/// @param probes those of the files, by name, then those of targets
/// @param discovered the names of those of targets
/// @param targets where targets are known from
public record Configuration(
    ServerSettings server,
    @Nullable Path stateDirectory,
    Map<String, Credential> credentials,
    List<Probe> probes,
    Set<String> discovered,
    DiagnosisLimits diagnosis,
    AccountProtection accountProtection,
    Targets targets) {
  /// Copies.
  public Configuration {
    credentials = Map.copyOf(credentials);
    probes = List.copyOf(probes);
    discovered = Set.copyOf(discovered);
  }

  /// The same with probes of targets that were found since.
  public Configuration with(List<Probe> found) {
    Set<String> names = new HashSet<>(discovered);
    found.forEach(probe -> names.add(probe.name()));
    return new Configuration(
        server,
        stateDirectory,
        credentials,
        Stream.concat(probes.stream(), found.stream()).toList(),
        names,
        diagnosis,
        accountProtection,
        targets);
  }
}
