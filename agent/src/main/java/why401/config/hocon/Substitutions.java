package why401.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts values in the place of `${…}`, from the files or the environment, and reports each one that
/// is in neither.
public final class Substitutions {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");

  private final Map<String, String> environment;
  private final SourceLocations origins;
  private final ProblemCollector report;

  public Substitutions(
      Map<String, String> environment, SourceLocations origins, ProblemCollector report) {
    this.environment = environment;
    this.origins = origins;
    this.report = report;
  }

  /// The resolved tree, or empty if references go round in circles. What could not be resolved
  /// stays in it and is reported by [#isOpen].
  public Optional<ConfigObject> resolve(Config parsed, SourceLocation top) {
    try {
      Config resolved =
          parsed.resolve(
              ConfigResolveOptions.noSystem()
                  .setAllowUnresolved(true)
                  .appendResolver(new FromEnvironment(environment)));
      if (!resolved.isResolved()) {
        reportOpen("", resolved.root(), top);
      }
      return Optional.of(resolved.root());
    } catch (ConfigException e) {
      report.error(
          origins.place(e.origin(), top),
          e instanceof ConfigException.UnresolvedSubstitution
              ? "substitution: in a cycle (expected: a reference that ends at a value)"
              : "substitution: text next to an object or a list (expected: values of one kind)");
      return Optional.empty();
    }
  }

  /// Whether `value` still contains a reference and cannot be inspected.
  static boolean isOpen(ConfigValue value) {
    try {
      if (value instanceof ConfigList list) {
        return list.stream().anyMatch(Substitutions::isOpen);
      }
      Object seen = value instanceof ConfigObject object ? object.keySet() : value.valueType();
      return seen == null;
    } catch (ConfigException.NotResolved e) {
      return true;
    }
  }

  private void reportOpen(String path, ConfigObject object, SourceLocation parent) {
    SourceLocation place = origins.place(object.origin(), parent);
    for (String key : object.keySet()) {
      ConfigValue value = object.get(key);
      String name = Names.path(path, key);
      if (value != null && isOpen(value)) {
        report.error(
            origins.place(value.origin(), place),
            "%s: %s (expected: a name that the file or the environment defines)"
                .formatted(name, references(value)));
      } else if (value instanceof ConfigObject child) {
        reportOpen(name, child, place);
      }
    }
  }

  /// The references alone: the text next to them may be a secret.
  private static String references(ConfigValue value) {
    return REFERENCE
        .matcher(value.render(ConfigRenderOptions.concise()))
        .results()
        .map(MatchResult::group)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private record FromEnvironment(Map<String, String> environment) implements ConfigResolver {
    @Override
    public @Nullable ConfigValue lookup(String path) {
      String value = environment.get(path);
      return value == null
          ? null
          : ConfigValueFactory.fromAnyRef(value, "environment variable " + path);
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }
}
