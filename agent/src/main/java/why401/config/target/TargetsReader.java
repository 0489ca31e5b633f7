package why401.config.target;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.typesafe.config.ConfigObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.FilePattern;
import why401.config.hocon.ProblemCollector;
import why401.config.hocon.Section;
import why401.config.hocon.SourceFiles;
import why401.config.hocon.Value;
import why401.config.reader.OriginPattern;
import why401.config.reader.RequestReader;
import why401.config.reader.TlsReader;
import why401.probe.Probe;

/// Reads `targets { … }` and the files that it names.
public final class TargetsReader {
  private static final Duration REFRESH = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final SourceFiles files;
  private final Map<Path, List<Target>> before;
  private final ProblemCollector problems;
  private final Set<String> taken;
  private final Map<Path, List<Target>> lists = new LinkedHashMap<>();
  private final List<Probe> probes = new ArrayList<>();
  private final List<Targets.FileCount> counts = new ArrayList<>();
  private final List<TargetSource> sources = new ArrayList<>();

  /// @param before the last good content of the files
  /// @param problems of the files and their targets
  /// @param taken names of probes
  public TargetsReader(
      SourceFiles files,
      Map<Path, List<Target>> before,
      ProblemCollector problems,
      Set<String> taken) {
    this.files = files;
    this.before = before;
    this.problems = problems;
    this.taken = taken;
  }

  /// The targets under `section`, which may be missing.
  public Targets read(@Nullable Section section, DiscoveryContext context) {
    if (section == null) {
      return Targets.NONE;
    }
    each(section, "file-sd", one -> readFiles(one, context));
    each(section, "http-sd", one -> readServer(one, context));
    each(section, "kubernetes", one -> readCluster(one, context));
    return new Targets(probes, lists, counts, sources);
  }

  private static void each(Section targets, String key, Consumer<Section> read) {
    Value value = targets.find(key);
    for (Value item : value == null ? List.<Value>of() : value.items()) {
      if (item.raw() instanceof ConfigObject object) {
        Section source = new Section(item.path(), item.place(), object, null, targets.reading());
        read.accept(source);
        source.refuseUnknown();
      } else {
        item.refuseHidden("an object { … }");
      }
    }
  }

  private boolean readFiles(Section source, DiscoveryContext context) {
    Value named = source.require("files", "files of targets: [\"targets/*.json\"]");
    TargetMapper mapper = mapper(source, context);
    List<Target> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int broken = problems.errorCount();
    for (Value item : named == null ? List.<Value>of() : named.items()) {
      Path path = item.file();
      if (path == null) {
        continue;
      }
      names.add(item.scalar());
      if (!path.toString().matches("(?i).*\\.(json|ya?ml)")) {
        item.refuse("a name that ends in .json, .yml or .yaml; it may have * in it");
      } else if (FilePattern.isGlob(path)) {
        List<Path> found = files.list(FilePattern.of(path), item.place(), problems);
        if (found.isEmpty()) {
          item.warn("no such file (yet)");
        }
        found.forEach(file -> all.addAll(targets(file, item)));
      } else {
        all.addAll(targets(path, item));
      }
    }
    broken = problems.errorCount() - broken;
    TargetMapper.Mapped made = mapper.map(all, taken, problems);
    counts.add(
        new Targets.FileCount(
            String.join(" ", names), made.probes().size(), broken + made.rejected()));
    return probes.addAll(made.probes());
  }

  /// The targets of `file`, or what it held when it was last good.
  private List<Target> targets(Path file, Value named) {
    byte[] content = files.other(file, named.place(), problems);
    List<Target> targets =
        Optional.ofNullable(content)
            .flatMap(octets -> TargetList.parse(file.toString(), octets, problems))
            .orElseGet(() -> before.getOrDefault(file, List.of()));
    lists.put(file, targets);
    return targets;
  }

  private boolean readServer(Section source, DiscoveryContext context) {
    source.require("url", "the URL of the list");
    URI url = source.url("url");
    RequestReader request = new RequestReader(source);
    Duration refresh = source.duration("refresh-interval", SHORTEST, LONGEST, REFRESH);
    Duration timeout =
        source.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(2), TIMEOUT);
    TargetMapper mapper = mapper(source, context);
    var tls = TlsReader.read(source);
    return url != null
        && sources.add(
            new TargetSource.Http(
                url, refresh, timeout, request.headers(), request.secretHeaders(), tls, mapper));
  }

  private boolean readCluster(Section source, DiscoveryContext context) {
    List<String> namespaces = new ArrayList<>();
    Value named = source.find("namespaces");
    for (Value item : named == null ? List.<Value>of() : named.items()) {
      Optional.ofNullable(item.line()).ifPresent(namespaces::add);
    }
    List<TargetSource.Kubernetes.Kind> kinds = new ArrayList<>();
    Value chosen = source.find("kinds");
    for (Value item : chosen == null ? List.<Value>of() : chosen.items()) {
      Optional.ofNullable(item.choice(TargetSource.Kubernetes.Kind.class)).ifPresent(kinds::add);
    }
    return sources.add(
        new TargetSource.Kubernetes(
            namespaces,
            chosen == null ? List.of(TargetSource.Kubernetes.Kind.values()) : kinds,
            source.text("selector"),
            source.file("kubeconfig"),
            mapper(source, context)));
  }

  private static TargetMapper mapper(Section source, DiscoveryContext context) {
    Value probe = source.find("probe");
    if (probe != null && !probe.isObject()) {
      probe.refuseHidden("an object { … }");
    }
    TargetTemplate template =
        new TargetTemplate(
            source.path(),
            source.place(),
            source.text("name"),
            patterns(source, "keep"),
            patterns(source, "drop"),
            OriginPattern.read(source, "origins"),
            probe != null && probe.raw() instanceof ConfigObject object ? object : null);
    TargetMapper mapper = new TargetMapper(template, context);
    mapper.check(source.reading().report());
    return mapper;
  }

  /// Labels and the regular expressions that their whole values must match.
  private static Map<String, Pattern> patterns(Section source, String key) {
    Map<String, Pattern> patterns = new TreeMap<>();
    Section section = source.section(key);
    if (section == null) {
      return patterns;
    }
    section
        .entries()
        .forEach(
            (label, value) -> {
              String text = value.text();
              try {
                if (text != null) {
                  patterns.put(label, Pattern.compile(text));
                }
              } catch (PatternSyntaxException e) {
                value.refuse("a regular expression of RE2; " + e.getDescription());
              }
            });
    return patterns;
  }
}
