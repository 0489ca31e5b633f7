package why401.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Names;
import why401.config.hocon.ProblemCollector;
import why401.config.hocon.ReadContext;
import why401.config.hocon.Section;
import why401.config.hocon.SourceFiles;
import why401.config.hocon.SourceLocation;
import why401.config.hocon.SourceLocations;
import why401.config.hocon.Suggestion;
import why401.config.reader.CredentialList;
import why401.config.reader.CredentialReader;
import why401.config.reader.CronValidator;
import why401.config.reader.DeploymentReader;
import why401.config.reader.OriginPattern;
import why401.config.reader.ProbeReader;
import why401.config.reader.SameToken;
import why401.config.reader.ServerReader;
import why401.config.target.DiscoveryContext;
import why401.config.target.Targets;
import why401.config.target.TargetsReader;
import why401.credential.Credential;
import why401.deployment.Deployment;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.probe.Probe;
import why401.token.lockout.AccountProtection;

/// Reads the whole tree. Besides `why401`, the file may contain values of its own for
/// substitutions.
final class RootReader {
  private static final String ROOT = "why401";
  private static final Set<String> PARTS =
      Set.of(
          "server",
          "defaults",
          "credentials",
          "probes",
          "diagnosis",
          "account-protection",
          "targets",
          "location",
          "shard",
          "cluster");

  private final CronValidator cron;
  private final ReadContext reading;
  private final TargetFiles targetFiles;
  private final Map<String, List<OriginPattern>> origins = new TreeMap<>();
  private final List<Probe> elsewhere = new ArrayList<>();
  private @Nullable String location;

  /// Where targets are read from.
  ///
  /// @param before those that were good before
  /// @param problems of files of targets and of what is in them
  record TargetFiles(SourceFiles files, Targets before, ProblemCollector problems) {}

  RootReader(CronValidator cron, ReadContext reading, TargetFiles targetFiles) {
    this.cron = cron;
    this.reading = reading;
    this.targetFiles = targetFiles;
  }

  /// @param parsed the tree before substitution, in which a duplicate name is still visible
  /// @param resolved the tree to read
  Configuration read(ConfigObject parsed, ConfigObject resolved, SourceLocation top) {
    Section file = new Section("", top, resolved, null, reading);
    refuseStrays(file);
    Section root = file.section(ROOT);
    if (root == null) {
      if (!file.has(ROOT)) {
        file.missing(ROOT, "why401 { probes { … } }");
      }
      root = new Section(ROOT, top, ConfigFactory.empty().root(), null, reading);
    }
    warnOfTwice(parsed, top, "credentials");
    warnOfTwice(parsed, top, "probes");
    Path stateDirectory = root.file("state-dir");
    Deployment deployment = new DeploymentReader(root).read();
    location = deployment.location();
    Map<String, Credential> credentials = credentials(root, stateDirectory);
    List<Probe> probes = probes(root, credentials);
    Targets targets = targets(root, credentials, probes);
    Configuration configuration =
        new Configuration(
            ServerReader.read(root.section("server")),
            stateDirectory,
            credentials,
            probes,
            Set.of(),
            elsewhere,
            limits(root),
            accountProtection(root),
            targets,
            deployment);
    root.refuseUnknown();
    new SharedChainCheck(root, origins.keySet()).check(configuration);
    return configuration.with(targets.probes());
  }

  private Targets targets(Section root, Map<String, Credential> known, List<Probe> probes) {
    Section section = root.section("targets");
    Section defaults = root.section("defaults");
    Section credentials = root.section("credentials");
    Section named = root.section("probes");
    if (section == null && (named == null || named.ownKeys().isEmpty())) {
      root.warn("probes", "none: there is nothing to do");
    }
    Set<String> taken =
        probes.stream().map(Probe::name).collect(Collectors.toCollection(TreeSet::new));
    DiscoveryContext context =
        new DiscoveryContext(
            cron,
            reading.environment(),
            known,
            credentials == null ? Set.of() : credentials.ownKeys(),
            origins,
            defaults == null ? null : defaults.object(),
            defaults == null ? root.place() : defaults.place(),
            targetFiles.files().names(),
            location);
    return new TargetsReader(
            targetFiles.files(), targetFiles.before().lists(), targetFiles.problems(), taken)
        .read(section, context);
  }

  private void refuseStrays(Section file) {
    for (String key : file.ownKeys()) {
      if (PARTS.contains(key)) {
        file.refuseUnknown(key, "did you mean why401." + key + "?");
      } else if (!key.equals(ROOT) && Suggestion.to(key, Set.of(ROOT)).isPresent()) {
        file.refuseUnknown(key, "did you mean why401?");
      }
    }
  }

  private Map<String, Credential> credentials(Section root, @Nullable Path stateDirectory) {
    Map<String, Credential> credentials = new TreeMap<>();
    Section all = root.section("credentials");
    for (String name : all == null ? Set.<String>of() : all.ownKeys()) {
      Section section = all != null && Names.check(all, name) ? all.section(name) : null;
      Credential credential =
          section == null
              ? null
              : new CredentialReader(name, section, stateDirectory, reading.strict()).read();
      if (credential != null) {
        credentials.put(name, credential);
      }
      List<OriginPattern> allowed = section == null ? null : OriginPattern.read(section, "origins");
      if (allowed != null) {
        origins.put(name, allowed);
      }
    }
    SameToken.warn(all, credentials);
    return credentials;
  }

  private List<Probe> probes(Section root, Map<String, Credential> known) {
    Section credentials = root.section("credentials");
    Set<String> names = credentials == null ? Set.of() : credentials.ownKeys();
    Section defaults = root.section("defaults");
    if (defaults != null) {
      checkDefaults(defaults, names);
    }
    Section all = root.section("probes");
    List<Probe> probes = new ArrayList<>();
    for (String name : all == null ? Set.<String>of() : all.ownKeys()) {
      Section own = all != null && Names.check(all, name) ? all.sectionOver(name, defaults) : null;
      ProbeReader reader = own == null ? null : new ProbeReader(name, own, names, cron, location);
      Probe probe = reader == null ? null : reader.read();
      boolean enabled = reader == null || reader.enabled();
      boolean here = reader == null || reader.here();
      if (own != null && probe != null && enabled) {
        Probe arranged = new CredentialList(probe, own, known).arrange();
        checkOrigins(arranged, own);
        (here ? probes : elsewhere).add(arranged);
      }
    }
    return probes;
  }

  /// A credential that names origins is for these only.
  private void checkOrigins(Probe probe, Section own) {
    for (String credential : probe.credentials()) {
      List<OriginPattern> allowed = origins.get(credential);
      for (URI url : Stream.of(probe.url(), probe.controlUrl()).filter(Objects::nonNull).toList()) {
        if (allowed != null && allowed.stream().noneMatch(one -> one.matches(url))) {
          own.error(
              "credential",
              "\"%s\" is not for %s://%s"
                  .formatted(credential, url.getScheme(), url.getRawAuthority()),
              "one of its origins: " + OriginPattern.list(allowed));
        }
      }
    }
  }

  /// Reads a probe of nothing but defaults, so that they are checked even if no probe uses them.
  /// Missing settings of such a probe go into a separate report, which is dropped.
  private void checkDefaults(Section defaults, Set<String> names) {
    ReadContext aside =
        new ReadContext(
            new ProblemCollector(),
            reading.origins(),
            reading.environment(),
            reading.files(),
            reading.strict());
    Section nothing = new Section(defaults.path(), defaults.place(), null, defaults, aside);
    Probe unused = new ProbeReader("defaults", nothing, names, cron, location).read();
    if (unused != null) {
      defaults.warn("url", "applies to every probe that sets none");
    }
  }

  private static DiagnosisLimits limits(Section root) {
    Section section = root.section("diagnosis");
    DiagnosisLimits standard = DiagnosisLimits.DEFAULT;
    return section == null
        ? standard
        : new DiagnosisLimits(
            section.integer("max-requests", 0, 20, standard.maxRequests()),
            section.integer("per-hour", 0, 3600, standard.perHour()));
  }

  private static AccountProtection accountProtection(Section root) {
    Section section = root.section("account-protection");
    AccountProtection standard = AccountProtection.DEFAULT;
    Duration second = Duration.ofSeconds(1);
    Duration week = Duration.ofDays(7);
    return section == null
        ? standard
        : new AccountProtection(
            section.integer("refusals", 1, 100, standard.refusals()),
            section.duration("within", second, week, standard.within()),
            section.duration("retry-after", second, week, standard.retryAfter()));
  }

  /// HOCON merges two objects of one name, so that of two copied probes only one remains.
  private void warnOfTwice(ConfigObject parsed, SourceLocation top, String key) {
    try {
      if (parsed.get(ROOT) instanceof ConfigObject root
          && root.get(key) instanceof ConfigObject all) {
        for (String name : all.keySet()) {
          ConfigValue one = all.get(name);
          if (one instanceof ConfigObject && SourceLocations.isTwice(one.origin())) {
            reading
                .report()
                .warn(
                    reading.origins().place(one.origin(), top),
                    Names.path(ROOT + "." + key, name)
                        + ": is defined twice; the two are merged into one");
          }
        }
      }
    } catch (ConfigException.NotResolved e) {
      // Duplicates are invisible in a tree with references at this level.
      return;
    }
  }
}
