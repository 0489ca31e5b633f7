package why401.config.reader;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.typesafe.config.ConfigObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Names;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.probe.JsonDemand;
import why401.probe.Probe;

/// Reads `expect { … }`.
final class ExpectationReader {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Pattern CLASS = Pattern.compile("[1-5]xx");

  private final @Nullable Section section;

  ExpectationReader(Section probe) {
    this.section = probe.section("expect");
  }

  Probe.Expectation read() {
    return section == null
        ? Probe.Expectation.ANY_SUCCESS
        : new Probe.Expectation(
            status(section),
            body(section),
            json(section),
            headers(section),
            section.find("duration") == null
                ? null
                : section.duration("duration", SHORTEST, LONGEST, LONGEST));
  }

  /// Codes such as 200, and classes such as 2xx.
  private static List<Integer> status(Section section) {
    Value value = section.find("status");
    List<Integer> codes = new ArrayList<>();
    if (value == null) {
      return codes;
    }
    List<Value> items = value.items();
    if (items.isEmpty()) {
      value.refuseHidden("one status code or more; leave it out for any 2xx");
    }
    for (Value item : items) {
      if (item.isScalar() && CLASS.matcher(item.scalar()).matches()) {
        int first = 100 * (item.scalar().charAt(0) - '0');
        codes.addAll(IntStream.range(first, first + 100).boxed().toList());
      } else {
        Integer code = item.integer(100, 599);
        if (code != null) {
          codes.add(code);
        }
      }
    }
    return codes.stream().distinct().toList();
  }

  private static @Nullable String body(Section section) {
    Value value = section.find("body");
    String regex = value == null ? null : regex(value);
    return regex == null || regex.isEmpty() ? null : regex;
  }

  private static Map<String, String> headers(Section section) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Section all = section.section("headers");
    if (all != null) {
      all.entries()
          .forEach(
              (name, value) -> {
                String regex = regex(value);
                if (!Names.isToken(name)) {
                  value.refuseShowing("not a header", "a name of letters, digits and '-'");
                } else if (regex != null) {
                  headers.put(name, regex);
                }
              });
    }
    return headers;
  }

  private static Map<String, JsonDemand> json(Section section) {
    Map<String, JsonDemand> demands = new TreeMap<>();
    Section all = section.section("json");
    if (all != null) {
      all.entries()
          .forEach(
              (pointer, value) -> {
                JsonDemand demand = demand(value);
                if (!pointer.isEmpty() && !pointer.startsWith("/")) {
                  value.refuseShowing("not a JSON Pointer", "a pointer such as \"/data/state\"");
                } else if (demand != null) {
                  demands.put(pointer, demand);
                }
              });
    }
    return demands;
  }

  /// A value, or `{ matches }`, `{ present }`, `{ at-least, at-most }`.
  private static @Nullable JsonDemand demand(Value value) {
    if (!(value.raw() instanceof ConfigObject object)) {
      if (!value.isScalar()) {
        value.refuse("a value, { matches }, { present } or { at-least, at-most }");
        return null;
      }
      return new JsonDemand.Equal(value.scalar());
    }
    Section own = new Section(value.path(), value.place(), object, null, value.reading());
    Value matches = own.find("matches");
    Value present = own.find("present");
    BigDecimal least = number(own.find("at-least"));
    BigDecimal most = number(own.find("at-most"));
    own.refuseUnknown();
    int kinds =
        (matches == null ? 0 : 1)
            + (present == null ? 0 : 1)
            + (least == null && most == null ? 0 : 1);
    if (kinds != 1) {
      value.refuseShowing(
          kinds == 0 ? "nothing" : "more than one", "matches, present, or at-least and at-most");
      return null;
    }
    if (present != null) {
      return new JsonDemand.Present(own.flag("present", true));
    }
    String regex = matches == null ? null : regex(matches);
    return matches == null
        ? new JsonDemand.Between(least, most)
        : regex == null ? null : new JsonDemand.Matches(regex);
  }

  private static @Nullable BigDecimal number(@Nullable Value value) {
    if (value == null) {
      return null;
    }
    try {
      return new BigDecimal(value.isScalar() ? value.scalar().strip() : "");
    } catch (NumberFormatException e) {
      value.refuse("a number");
      return null;
    }
  }

  private static @Nullable String regex(Value value) {
    String regex = value.text();
    if (regex == null) {
      return null;
    }
    try {
      return Pattern.compile(regex).pattern();
    } catch (PatternSyntaxException e) {
      value.refuse(
          "a regular expression of RE2, which has no look-around and no back-reference; %s: %s"
              .formatted(e.getDescription(), e.getPattern()));
      return null;
    }
  }
}
