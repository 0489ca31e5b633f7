package why401.config.target;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import why401.probe.Probe;

/// What the configuration knows of targets.
///
/// @param probes of the targets in files
/// @param lists the last good content of each of these files
/// @param files how many of the targets in files are probed
/// @param sources that are asked while the agent runs
public record Targets(
    List<Probe> probes,
    Map<Path, List<Target>> lists,
    List<FileCount> files,
    List<TargetSource> sources) {
  /// None.
  public static final Targets NONE = new Targets(List.of(), Map.of(), List.of(), List.of());

  /// The targets of some files.
  ///
  /// @param name as configured
  /// @param used targets that are probed
  /// @param rejected targets, or whole files, that are not
  public record FileCount(String name, int used, int rejected) {}

  /// Copies.
  public Targets {
    probes = List.copyOf(probes);
    lists = Map.copyOf(lists);
    files = List.copyOf(files);
    sources = List.copyOf(sources);
  }
}
