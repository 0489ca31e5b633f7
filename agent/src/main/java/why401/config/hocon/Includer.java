package why401.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// Finds what one file includes, beside that file. Files only: a configuration that is fetched from
/// somewhere else could not be watched or trusted.
final class Includer
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final SourceFiles files;
  private final SourceText from;
  private final List<Path> chain;

  Includer(SourceFiles files, SourceText from, List<Path> chain) {
    this.files = files;
    this.from = from;
    this.chain = chain;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return what.contains("://") ? refuse(what) : read(context, what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return read(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return refuse(what.toString());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return refuse("classpath(\"" + what + "\")");
  }

  private ConfigObject refuse(String what) {
    files.refuseInclude(from.includeOf(what), what);
    return ConfigFactory.empty().root();
  }

  private ConfigObject read(ConfigIncludeContext context, String what) {
    SourceLocation place = from.includeOf(what);
    try {
      Path path = chain.getLast().resolveSibling(what);
      if (FilePattern.isGlob(path)) {
        return readAll(FilePattern.of(path), place);
      }
      if (FileChecks.look(path) == FileChecks.Look.DIRECTORY) {
        return readAll(new FilePattern(path, "*.{conf,json}"), place);
      }
      return read(find(what), place, !context.parseOptions().getAllowMissing()).root();
    } catch (InvalidPathException | PatternSyntaxException e) {
      return refuse(what);
    }
  }

  private Config read(Path file, SourceLocation place, boolean required) {
    List<Path> deeper = new ArrayList<>(chain);
    deeper.add(file);
    return files.readIncluded(deeper, place, required);
  }

  /// The files by name; a later one goes over an earlier one.
  private ConfigObject readAll(FilePattern pattern, SourceLocation place) {
    Config all = ConfigFactory.empty();
    Overlaps overlaps = new Overlaps();
    for (Path file : files.list(pattern, place, files.report())) {
      Config one = read(file, place, true);
      overlaps.add(file, one.root(), files);
      all = one.withFallback(all);
    }
    return all.root();
  }

  /// As named, or with `.conf` or `.json` added, as HOCON allows.
  private Path find(String what) {
    Path exact = chain.getLast().resolveSibling(what);
    if (exact.getFileName() == null) {
      return exact;
    }
    for (String suffix : List.of("", ".conf", ".json")) {
      Path candidate = exact.resolveSibling(exact.getFileName() + suffix);
      if (FileChecks.look(candidate) == FileChecks.Look.READABLE) {
        return candidate;
      }
    }
    return exact;
  }
}
