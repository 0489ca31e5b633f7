package why401.config.target;

import com.typesafe.config.ConfigValueFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Names;
import why401.config.hocon.ProblemCollector;
import why401.config.hocon.ReadContext;
import why401.config.hocon.Section;
import why401.config.hocon.SourceLocation;
import why401.config.reader.OriginPattern;
import why401.http.Origin;
import why401.probe.Probe;

/// Makes the probes of one source of targets. A target that does not become a probe is reported and
/// left out; the others are not affected.
///
/// @param template of this source
/// @param context of the configuration
public record TargetMapper(TargetTemplate template, DiscoveryContext context) {
  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "proxy-authorization", "cookie");

  /// Reports what is wrong whatever the targets are.
  void check(ProblemCollector problems) {
    ReadContext reading = context.reading(problems, List.of());
    context.probe("target", section(template.place(), template.fixed(), reading));
  }

  /// The probes for some targets.
  ///
  /// @param rejected targets that should have been probes
  public record Mapped(List<Probe> probes, int rejected) {
    /// Copies.
    public Mapped {
      probes = List.copyOf(probes);
    }
  }

  /// The probes for `targets`.
  ///
  /// @param taken names that others have; those of these probes are added
  public Mapped map(List<Target> targets, Set<String> taken, ProblemCollector problems) {
    List<String> lists = targets.stream().map(one -> one.place().file()).distinct().toList();
    ReadContext reading = context.reading(problems, lists);
    Map<String, Target> mine = new TreeMap<>();
    List<Probe> probes = new ArrayList<>();
    int rejected = 0;
    for (Target target : selected(targets).toList()) {
      Section section = section(target.place(), template.keys(target, context.hidden()), reading);
      Optional<Probe> probe = probe(target, section, mine, taken);
      if (probe.isEmpty()) {
        rejected++;
      } else if (context.runs(probe.get().name(), section)) {
        probes.add(probe.get());
      }
    }
    return new Mapped(probes, rejected);
  }

  /// Those that the template takes, each once.
  private Stream<Target> selected(List<Target> targets) {
    Set<Map<String, String>> seen = new HashSet<>();
    return targets.stream().filter(template::takes).filter(target -> seen.add(target.labels()));
  }

  private Optional<Probe> probe(
      Target target, Section section, Map<String, Target> mine, Set<String> taken) {
    ReadContext reading = section.reading();
    int before = reading.report().errorCount();
    String given =
        template.name() != null
            ? TargetLabels.fill(template.name(), target)
            : target.label("__probe__");
    String name =
        given.isBlank()
            ? TargetLabels.name(String.valueOf(section.text("url")))
            : TargetLabels.cleaned(given);
    if (!Names.fits(name)) {
      refuse(target, "name", "\"" + name + "\"", "a name with a letter or a digit", reading);
      return Optional.empty();
    }
    Probe probe = context.probe(name, section);
    if (probe == null || !allowed(probe, target, reading)) {
      return Optional.empty();
    }
    Target other = mine.putIfAbsent(name, target);
    if (!taken.add(name)) {
      String where = other == null ? "another probe" : "line " + other.place().line();
      refuse(
          target,
          "name",
          "\"" + name + "\" is that of " + where,
          "a name of its own, by name = \"{label}-…\"",
          reading);
    }
    return reading.report().errorCount() == before ? Optional.of(probe) : Optional.empty();
  }

  private Section section(SourceLocation place, Map<String, ?> keys, ReadContext reading) {
    return new Section(
        template.path() + ".probe",
        place,
        ConfigValueFactory.fromMap(keys, place.file() + ": " + place.line()),
        context.defaults(reading),
        reading);
  }

  /// Whether the configuration says that what `probe` sends may be sent there.
  private boolean allowed(Probe probe, Target target, ReadContext reading) {
    List<OriginPattern> mine = template.origins();
    boolean allowed = mine == null || inside(probe, mine, "url", target, reading);
    if (mine == null && sendsSecrets(probe)) {
      reading
          .report()
          .error(
              template.place(),
              ("%s.origins: missing (expected: origins = [\"https://host\"], since a header or a"
                      + " client certificate goes to wherever the targets are)")
                  .formatted(template.path()));
      allowed = false;
    }
    for (String credential : probe.credentials()) {
      List<OriginPattern> its = context.origins().get(credential);
      if (its == null) {
        reading
            .report()
            .error(
                template.place(),
                ("%s.origins: missing (expected: origins = [\"https://host\"] in the credential,"
                        + " since a discovered target may be anywhere)")
                    .formatted(Names.path("why401.credentials", credential)));
        allowed = false;
      } else {
        allowed &= inside(probe, its, "credential", target, reading);
      }
    }
    return allowed;
  }

  private static boolean sendsSecrets(Probe probe) {
    return !probe.companions().headers().isEmpty()
        || probe.tls().cert() != null
        || probe.headers().keySet().stream()
            .anyMatch(name -> SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
  }

  private boolean inside(
      Probe probe, List<OriginPattern> origins, String key, Target target, ReadContext reading) {
    @Nullable URI outside =
        Stream.concat(Stream.of(probe.url()), Stream.ofNullable(probe.controlUrl()))
            .filter(url -> origins.stream().noneMatch(one -> one.matches(url)))
            .findFirst()
            .orElse(null);
    if (outside != null) {
      String origin = Origin.of(outside);
      String what =
          key.equals("url") ? origin : "\"%s\" is not for %s".formatted(probe.credential(), origin);
      refuse(target, key, what, "one of " + OriginPattern.list(origins), reading);
    }
    return outside == null;
  }

  private void refuse(
      Target target, String key, String what, String expected, ReadContext reading) {
    reading
        .report()
        .error(
            target.place(),
            "%s.probe.%s: %s (expected: %s)".formatted(template.path(), key, what, expected));
  }
}
