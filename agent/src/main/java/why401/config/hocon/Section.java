package why401.config.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One object of the configuration. It remembers which keys were asked for, so that what is left
/// over is an unknown key: the reading code itself is the list of known ones. With a section of
/// defaults behind it, a key that it lacks is looked up there.
public final class Section {
  private final String path;
  private final SourceLocation place;
  private final @Nullable ConfigObject own;
  private final @Nullable Section defaults;
  private final ReadContext reading;
  private final Set<String> asked = new TreeSet<>();
  private final Map<String, Section> children = new LinkedHashMap<>();

  public Section(
      String path,
      SourceLocation place,
      @Nullable ConfigObject own,
      @Nullable Section defaults,
      ReadContext reading) {
    this.path = path;
    this.place = place;
    this.own = own;
    this.defaults = defaults;
    this.reading = reading;
  }

  public String path() {
    return path;
  }

  public SourceLocation place() {
    return place;
  }

  /// The object itself, without the defaults behind it.
  public @Nullable ConfigObject object() {
    return own;
  }

  public ReadContext reading() {
    return reading;
  }

  /// Whether this object itself, not the defaults, has `key`.
  public boolean has(String key) {
    asked.add(key);
    return own != null && own.containsKey(key);
  }

  /// The value of `key`, or null if there is none, it is `null`, or its substitution failed.
  @Nullable
  public Value find(String key) {
    asked.add(key);
    ConfigValue value = own == null ? null : own.get(key);
    if (value == null) {
      return defaults == null ? null : defaults.find(key);
    }
    if (Substitutions.isOpen(value) || value.valueType() == ConfigValueType.NULL) {
      return null;
    }
    return new Value(at(key), value, place, reading);
  }

  /// As [#find], and reports a key that is not there.
  @Nullable
  public Value require(String key, String expected) {
    Value value = find(key);
    if (value == null && !isOpen(key)) {
      missing(key, expected);
    }
    return value;
  }

  public void missing(String key, String expected) {
    error(key, "missing", expected);
  }

  /// Reports `key`, at its own line if it is there.
  public void error(String key, String what, String expected) {
    ConfigValue value = own == null ? null : own.get(key);
    SourceLocation where = reading.origins().place(value == null ? null : value.origin(), place);
    reading.report().error(where, "%s: %s (expected: %s)".formatted(at(key), what, expected));
  }

  public void warn(String key, String what) {
    reading.report().warn(place, at(key) + ": " + what);
  }

  private boolean isOpen(String key) {
    ConfigValue value = own == null ? null : own.get(key);
    return value != null && Substitutions.isOpen(value);
  }

  private String at(String key) {
    return Names.path(path, key);
  }

  /// The object under `key`, with that of the defaults behind it; null if neither has one.
  @Nullable
  public Section section(String key) {
    boolean unset = has(key) && find(key) == null;
    return sectionOver(key, defaults == null || unset ? null : defaults.section(key));
  }

  /// The object under `key` with `behind` as its defaults; null if there is neither.
  @Nullable
  public Section sectionOver(String key, @Nullable Section behind) {
    Section known = children.get(key);
    if (known != null) {
      return known;
    }
    Value found = has(key) ? find(key) : null;
    ConfigObject object = null;
    if (found != null) {
      if (found.raw() instanceof ConfigObject given) {
        object = given;
      } else {
        found.refuseHidden("an object { … }");
      }
    }
    if (object == null && behind == null) {
      return null;
    }
    SourceLocation start = object == null || found == null ? place : found.place();
    Section child = new Section(at(key), start, object, behind, reading);
    children.put(key, child);
    return child;
  }

  /// Every key of the object and of the defaults behind it, as text or numbers, by name.
  public Map<String, Value> entries() {
    Map<String, Value> entries = new TreeMap<>(defaults == null ? Map.of() : defaults.entries());
    for (String key : ownKeys()) {
      Value value = find(key);
      if (value == null) {
        entries.remove(key);
      } else {
        entries.put(key, value);
      }
    }
    return entries;
  }

  /// The names of the object itself, sorted.
  public Set<String> ownKeys() {
    return own == null ? Set.of() : new TreeSet<>(own.keySet());
  }

  @Nullable
  public String text(String key) {
    Value value = find(key);
    return value == null ? null : value.line();
  }

  public String requireText(String key, String expected) {
    Value value = require(key, expected);
    String text = value == null ? null : value.line();
    return text == null ? "" : text;
  }

  public int integer(String key, int min, int max, int otherwise) {
    Value value = find(key);
    Integer number = value == null ? null : value.integer(min, max);
    return number == null ? otherwise : number;
  }

  public boolean flag(String key, boolean otherwise) {
    Value value = find(key);
    Boolean flag = value == null ? null : value.flag();
    return flag == null ? otherwise : flag;
  }

  public Duration duration(String key, Duration min, Duration max, Duration otherwise) {
    Value value = find(key);
    Duration duration = value == null ? null : value.duration(min, max);
    return duration == null ? otherwise : duration;
  }

  public <E extends Enum<E>> E choice(String key, Class<E> choices, E otherwise) {
    Value value = find(key);
    E choice = value == null ? null : value.choice(choices);
    return choice == null ? otherwise : choice;
  }

  @Nullable
  public URI url(String key) {
    Value value = find(key);
    return value == null ? null : Urls.read(value);
  }

  @Nullable
  public Path file(String key) {
    Value value = find(key);
    return value == null ? null : value.file();
  }

  /// Reports the key `key`, which is not known.
  public void refuseUnknown(String key, String hint) {
    ConfigValue value = own == null ? null : own.get(key);
    SourceLocation where = reading.origins().place(value == null ? null : value.origin(), place);
    reading.report().error(where, "%s: unknown key (%s)".formatted(at(key), hint));
  }

  /// Accepts every key, since the known ones cannot be determined.
  public void acceptAll() {
    asked.addAll(ownKeys());
  }

  /// Reports each key, here and below, that was not read.
  public void refuseUnknown() {
    for (String key : ownKeys()) {
      if (!asked.contains(key)) {
        refuseUnknown(key);
      }
    }
    children.values().forEach(Section::refuseUnknown);
  }

  private static String dots(ConfigValue value) {
    return value instanceof ConfigObject ? "; put a name with dots in double quotes" : "";
  }

  private void refuseUnknown(String key) {
    ConfigValue value = own == null ? null : own.get(key);
    if (value == null) {
      return;
    }
    String hint =
        Suggestion.to(key, asked)
            .map(near -> "did you mean " + near + "?")
            .orElseGet(() -> "expected: " + String.join(", ", asked) + dots(value));
    refuseUnknown(key, hint);
  }
}
