package why401.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.io.AccessTimeoutException;
import why401.io.BoundedAccess;
import why401.io.Sha256;

/// Reads a file and what it includes, and remembers which files these were. A file that cannot be
/// read as HOCON is reported and counts as empty, so that the others are read all the same.
public final class SourceFiles {
  /// Bytes that a file may have.
  public static final int LIMIT = 64 << 20;

  /// A pipe may wait for a program that decrypts; without a writer it must not keep the start.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ProblemCollector report;
  private final Map<Path, String> digests = new LinkedHashMap<>();
  private final Map<FilePattern, String> listings = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();

  public SourceFiles(ProblemCollector report) {
    this.report = report;
  }

  /// The files as named in problems, in the order of reading.
  public List<String> names() {
    return names;
  }

  public SourceDigests inputs() {
    return new SourceDigests(digests, listings);
  }

  public SourceLocations origins() {
    return new SourceLocations(names);
  }

  /// Reads the configuration file itself; the error says why it cannot be.
  public Config readMain(Path file) {
    SourceLocation top = new SourceLocation(file.toString(), 1);
    names.add(top.file());
    byte[] content = content(file, top, true, report);
    return content == null ? ConfigFactory.empty() : parse(file, content, List.of(file));
  }

  /// Reads a file that another one includes at `place`.
  ///
  /// @param chain the files that are being read, this one last
  Config readIncluded(List<Path> chain, SourceLocation place, boolean required) {
    Path file = chain.getLast();
    if (chain.indexOf(file) < chain.size() - 1) {
      report.error(place, "include: %s (expected: no file that includes itself)".formatted(file));
      return ConfigFactory.empty();
    }
    byte[] content = content(file, place, required, report);
    if (content == null) {
      return ConfigFactory.empty();
    }
    name(file);
    return parse(file, content, chain);
  }

  private void name(Path file) {
    if (!names.contains(file.toString())) {
      names.add(file.toString());
    }
  }

  /// The files that `pattern` stands for; from now on its folder is followed.
  public List<Path> list(FilePattern pattern, SourceLocation place, ProblemCollector problems) {
    try {
      listings.put(pattern, SourceDigests.ABSENT);
      List<Path> files = pattern.files();
      listings.put(pattern, FilePattern.digest(files));
      return files;
    } catch (IOException e) {
      problems.error(place, "%s: unreadable (expected: a readable folder)".formatted(pattern));
      return List.of();
    }
  }

  /// The content of a file in another format, followed from now on; null after reporting.
  public byte @Nullable [] other(Path file, SourceLocation place, ProblemCollector problems) {
    byte[] content = content(file, place, true, problems);
    name(file);
    return content;
  }

  private byte @Nullable [] content(
      Path file, SourceLocation place, boolean required, ProblemCollector report) {
    try {
      digests.put(file, SourceDigests.ABSENT);
      Optional<byte[]> whole = BoundedAccess.within(file, PATIENCE, () -> read(file));
      digests.put(file, SourceDigests.UNREADABLE);
      if (whole.isEmpty()) {
        report.error(place, "%s: a directory (expected: a file)".formatted(file));
        return null;
      }
      byte[] content = whole.get();
      if (content.length > LIMIT) {
        report.error(place, "%s: too large (expected: at most 64 MiB)".formatted(file));
        return null;
      }
      digests.put(file, Sha256.of(content));
      return content;
    } catch (NoSuchFileException e) {
      String message = "%s: missing (expected: a configuration file)".formatted(file);
      if (required) {
        report.error(place, message);
      } else {
        report.warn(place, message);
      }
    } catch (AccessDeniedException e) {
      digests.put(file, SourceDigests.UNREADABLE);
      report.error(place, "%s: unreadable (expected: read permission)".formatted(file));
    } catch (AccessTimeoutException e) {
      report.error(
          place, "%s: no answer (expected: a file that can be read at once)".formatted(file));
    } catch (IOException e) {
      digests.put(file, SourceDigests.UNREADABLE);
      report.error(place, "%s: unreadable (expected: a readable file)".formatted(file));
    }
    return null;
  }

  /// The content, a byte too much if there is too much of it; empty for a directory.
  private static Optional<byte[]> read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(LIMIT + 1));
    }
  }

  private Config parse(Path file, byte[] content, List<Path> chain) {
    SourceText text = SourceText.decode(file.toString(), content);
    if (text.malformedLine() > 0) {
      report.error(
          new SourceLocation(file.toString(), text.malformedLine()),
          "encoding: not UTF-8 (expected: UTF-8)");
      return ConfigFactory.empty();
    }
    try {
      return ConfigFactory.parseString(
          text.text(),
          ConfigParseOptions.defaults()
              .setSyntax(ConfigSyntax.CONF)
              .setOriginDescription(file.toString())
              .setIncluder(new Includer(this, text, chain)));
    } catch (ConfigException e) {
      SourceLocation place = origins().place(e.origin(), new SourceLocation(file.toString(), 1));
      report.error(place, text.explain(e, place.line()));
      return ConfigFactory.empty();
    } catch (StackOverflowError e) {
      report.error(
          new SourceLocation(file.toString(), 1),
          "syntax: nested too deep (expected: far fewer {)");
      return ConfigFactory.empty();
    }
  }

  ProblemCollector report() {
    return report;
  }

  /// A place for a mistake in an `include` itself.
  void refuseInclude(SourceLocation place, String what) {
    report.error(place, "include: %s (expected: a file)".formatted(what));
  }
}
