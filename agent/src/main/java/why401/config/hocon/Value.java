package why401.config.hocon;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One value of the configuration. Each reading method returns null after it has reported what is
/// wrong.
///
/// @param parent the place of the object around it
public record Value(String path, ConfigValue raw, SourceLocation parent, ReadContext reading) {
  private static final int SHOWN = 100;

  public SourceLocation place() {
    return reading.origins().place(raw.origin(), parent);
  }

  /// Reports the value, quoted in full.
  public void refuse(String expected) {
    refuseShowing(shown(), expected);
  }

  /// Reports the value without showing it: it may be a secret.
  public void refuseHidden(String expected) {
    refuseShowing(kind(), expected);
  }

  public void refuseShowing(String shown, String expected) {
    reading.report().error(place(), "%s: %s (expected: %s)".formatted(path, shown, expected));
  }

  public void warn(String what) {
    reading.report().warn(place(), path + ": " + what);
  }

  private String shown() {
    if (!isScalar()) {
      return kind();
    }
    String text = raw.render(ConfigRenderOptions.concise());
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private String kind() {
    return switch (raw.valueType()) {
      case OBJECT -> "an object";
      case LIST -> "a list";
      case STRING -> "text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
    };
  }

  public boolean isObject() {
    return raw instanceof ConfigObject;
  }

  public boolean isScalar() {
    return switch (raw.valueType()) {
      case STRING, NUMBER, BOOLEAN -> true;
      case OBJECT, LIST, NULL -> false;
    };
  }

  /// Text as it was written, of a string, number or boolean.
  @Nullable
  public String text() {
    if (!isScalar()) {
      refuse("text");
      return null;
    }
    return scalar();
  }

  /// The text of a scalar; a number as it was written, leading zeros included.
  public String scalar() {
    return raw.atKey("value").getString("value");
  }

  /// Text with at least one character that is no blank, and no control characters.
  @Nullable
  public String line() {
    String text = text();
    if (text != null && (text.isBlank() || text.chars().anyMatch(Character::isISOControl))) {
      refuse("text in one line, not empty");
      return null;
    }
    return text;
  }

  @Nullable
  public Integer integer(int min, int max) {
    try {
      int number = new BigDecimal(isScalar() ? scalar().strip() : "").intValueExact();
      if (number >= min && number <= max) {
        return number;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // refused below, as one out of bounds is
    }
    refuse("a whole number between %d and %d".formatted(min, max));
    return null;
  }

  @Nullable Boolean flag() {
    String text = isScalar() ? scalar().strip() : "";
    if (List.of("true", "yes", "on").contains(text)) {
      return true;
    }
    if (List.of("false", "no", "off").contains(text)) {
      return false;
    }
    refuse("true or false");
    return null;
  }

  /// A duration with its unit: HOCON takes a bare number for milliseconds, which few people mean.
  @Nullable
  public Duration duration(Duration min, Duration max) {
    String text = isScalar() ? scalar().strip() : "";
    boolean withUnit = !text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1));
    if (!withUnit) {
      refuse("a duration with its unit, such as 30s");
      return null;
    }
    try {
      Duration duration = raw.atKey("value").getDuration("value");
      if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
        return duration;
      }
      refuse("between %s and %s".formatted(DurationFormat.text(min), DurationFormat.text(max)));
    } catch (ConfigException | ArithmeticException e) {
      refuse("a duration with its unit, such as 30s");
    }
    return null;
  }

  /// One of the constants of `choices`, written in lower case with hyphens.
  public <E extends Enum<E>> @Nullable E choice(Class<E> choices) {
    String text = isScalar() ? scalar() : "";
    List<E> all = Arrays.asList(choices.getEnumConstants());
    for (E choice : all) {
      if (written(choice).equals(text)) {
        return choice;
      }
    }
    refuse(all.stream().map(Value::written).collect(Collectors.joining(" | ")));
    return null;
  }

  private static String written(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A file name; a relative one starts at the folder of the file that says so.
  @Nullable
  public Path file() {
    String text = line();
    if (text == null) {
      return null;
    }
    try {
      return place().resolve(text);
    } catch (InvalidPathException e) {
      refuse("a file");
      return null;
    }
  }

  /// The elements of a list, or the value itself if it is none.
  public List<Value> items() {
    if (!(raw instanceof ConfigList list)) {
      return List.of(this);
    }
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      items.add(new Value(path + "[" + i + "]", list.get(i), place(), reading));
    }
    return items;
  }

  public boolean isList() {
    return raw.valueType() == ConfigValueType.LIST;
  }
}
