package why401.config.reader;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.probe.Probe;

/// Reads `expect { … }`.
final class ExpectationReader {
  private static final Pattern CLASS = Pattern.compile("[1-5]xx");

  private final @Nullable Section section;

  ExpectationReader(Section probe) {
    this.section = probe.section("expect");
  }

  Probe.Expectation read() {
    return section == null
        ? Probe.Expectation.ANY_SUCCESS
        : new Probe.Expectation(status(section), body(section));
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
    String regex = value == null ? null : value.text();
    if (value == null || regex == null || regex.isEmpty()) {
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
