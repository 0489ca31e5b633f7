package why401.config.target;

import com.typesafe.config.ConfigObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.FileChecks;
import why401.config.hocon.ProblemCollector;
import why401.config.hocon.ReadContext;
import why401.config.hocon.Section;
import why401.config.hocon.SourceLocation;
import why401.config.hocon.SourceLocations;
import why401.config.reader.CredentialList;
import why401.config.reader.CronValidator;
import why401.config.reader.OriginPattern;
import why401.config.reader.ProbeReader;
import why401.credential.Credential;
import why401.deployment.Deployment;
import why401.probe.Probe;

/// What a loaded configuration holds for the probes of targets that are known only later.
///
/// @param known credentials by name
/// @param names of all credentials, those included that could not be read
/// @param origins where a credential may be sent, by its name
/// @param defaults of all probes, or null
/// @param place of `defaults`, or of the file
/// @param files of the configuration
/// @param location of this agent, or null
public record DiscoveryContext(
    CronValidator cron,
    Map<String, String> environment,
    Map<String, Credential> known,
    Set<String> names,
    Map<String, List<OriginPattern>> origins,
    @Nullable ConfigObject defaults,
    SourceLocation place,
    List<String> files,
    @Nullable String location) {
  /// Copies.
  public DiscoveryContext {
    environment = Map.copyOf(environment);
    known = Map.copyOf(known);
    names = Set.copyOf(names);
    origins = Map.copyOf(origins);
    files = List.copyOf(files);
  }

  /// A context for values of these files and of `list`, whose problems go into `problems`.
  ReadContext reading(ProblemCollector problems, List<String> lists) {
    SourceLocations places = SourceLocations.of(files, lists);
    return new ReadContext(problems, places, environment, new FileChecks(), false);
  }

  /// The defaults of all probes.
  @Nullable Section defaults(ReadContext reading) {
    return defaults == null ? null : new Section("why401.defaults", place, defaults, null, reading);
  }

  /// Labels of targets that a label of this agent hides.
  Set<String> hidden() {
    return location == null ? Set.of() : Set.of(Deployment.LABEL);
  }

  /// Whether the probe in `section` runs at all, and here.
  boolean runs(String name, Section section) {
    ProbeReader reader = new ProbeReader(name, section, names, cron, location);
    return reader.enabled() && reader.here();
  }

  /// The probe in `section`; null after reporting.
  @Nullable Probe probe(String name, Section section) {
    Probe probe = new ProbeReader(name, section, names, cron, location).read();
    section.refuseUnknown();
    return probe == null ? null : new CredentialList(probe, section, known).arrange();
  }
}
