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
import why401.deployment.Deployment;
import why401.deployment.Ownership;
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
/// @param elsewhere probes of the files that run at other locations
/// @param targets where targets are known from
/// @param deployment where this agent runs among others
public record Configuration(
    ServerSettings server,
    @Nullable Path stateDirectory,
    Map<String, Credential> credentials,
    List<Probe> probes,
    Set<String> discovered,
    List<Probe> elsewhere,
    DiagnosisLimits diagnosis,
    AccountProtection accountProtection,
    Targets targets,
    Deployment deployment) {
  /// Copies.
  public Configuration {
    credentials = Map.copyOf(credentials);
    probes = List.copyOf(probes);
    discovered = Set.copyOf(discovered);
    elsewhere = List.copyOf(elsewhere);
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
        elsewhere,
        diagnosis,
        accountProtection,
        targets,
        deployment);
  }

  /// The credentials that are needed where the probes run that `own` has: those of these probes,
  /// and those of no probe, which no other agent needs either.
  public List<Credential> credentials(Ownership own) {
    Set<String> here = new HashSet<>();
    Set<String> others = new HashSet<>();
    elsewhere.forEach(probe -> others.addAll(probe.credentials()));
    for (Probe probe : probes) {
      (own.ownsProbe(probe.name()) ? here : others).addAll(probe.credentials());
    }
    return credentials.values().stream()
        .filter(one -> here.contains(one.name()) || !others.contains(one.name()))
        .toList();
  }
}
