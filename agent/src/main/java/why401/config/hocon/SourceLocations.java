package why401.config.hocon;

import com.typesafe.config.ConfigOrigin;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns where a value came from into file and line. The library's origin of something merged from
/// several places is a text that names them all: the first one counts.
public final class SourceLocations {
  private static final String MERGED = "merge of ";
  private static final Pattern LINE = Pattern.compile(": (\\d+)(-\\d+)?(,.*)?");

  private static final Pattern TWICE = Pattern.compile(".*: \\d+-\\d+");

  private final List<String> files;

  SourceLocations(List<String> files) {
    this.files = files;
  }

  /// Those of values of these files.
  public static SourceLocations of(List<String> files, List<String> others) {
    return new SourceLocations(Stream.concat(files.stream(), others.stream()).toList());
  }

  /// The place of `origin`, or `otherwise` for what is in no file, such as a value from the
  /// environment.
  public SourceLocation place(@Nullable ConfigOrigin origin, SourceLocation otherwise) {
    if (origin == null) {
      return otherwise;
    }
    String text = origin.description();
    while (text.startsWith(MERGED)) {
      text = text.substring(MERGED.length());
    }
    for (String file : files) {
      if (text.startsWith(file)) {
        Matcher line = LINE.matcher(text.substring(file.length()));
        if (line.matches()) {
          return new SourceLocation(file, Integer.parseInt(line.group(1)));
        }
      }
    }
    return otherwise;
  }

  /// Whether an object was written in two places of one file and merged, without the help of an
  /// include or a substitution.
  public static boolean isTwice(ConfigOrigin origin) {
    String text = origin.description();
    return !text.startsWith(MERGED) && TWICE.matcher(text).matches();
  }
}
