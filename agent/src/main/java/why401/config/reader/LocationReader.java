package why401.config.reader;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Names;
import why401.config.hocon.Section;
import why401.config.hocon.Value;

/// Reads `location` of an agent and `locations` of a probe.
public final class LocationReader {
  private static final String EXPECTED =
      "letters, digits, '-', '_' and '.', a letter or digit first";

  private LocationReader() {}

  /// Where the agent is; null if it does not say.
  public static @Nullable String read(Section root) {
    Value value = root.find("location");
    return value == null ? null : name(value);
  }

  /// Whether the probe in `section` runs at `location`: without a list it runs everywhere.
  static boolean includes(Section section, @Nullable String location) {
    Value value = section.find("locations");
    if (value == null) {
      return true;
    }
    if (location == null) {
      value.refuseHidden("none without why401.location, which says where this agent is");
      return true;
    }
    List<Value> items = value.items();
    if (items.isEmpty()) {
      value.refuse("at least one location");
    }
    List<String> names = new ArrayList<>();
    for (Value item : items) {
      String name = name(item);
      if (name != null) {
        names.add(name);
      }
    }
    return names.contains(location);
  }

  private static @Nullable String name(Value value) {
    String name = value.line();
    if (name != null && !Names.fits(name)) {
      value.refuse(EXPECTED);
      return null;
    }
    return name;
  }
}
