package why401.probe;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a value in a JSON response has to be.
public sealed interface JsonDemand {
  /// What the value has to be, in words.
  String words();

  /// It has this value.
  ///
  /// @param text as JSON writes it: a number may be written in another way
  record Equal(String text) implements JsonDemand {
    @Override
    public String words() {
      return text;
    }
  }

  /// Its text contains a match of a regular expression.
  record Matches(String regex) implements JsonDemand {
    @Override
    public String words() {
      return "a match of " + regex;
    }
  }

  /// There is one, or none.
  record Present(boolean wanted) implements JsonDemand {
    @Override
    public String words() {
      return wanted ? "a value" : "no value";
    }
  }

  /// It is a number in this range, or a list or an object with so many elements.
  record Between(@Nullable BigDecimal least, @Nullable BigDecimal most) implements JsonDemand {
    @Override
    public String words() {
      return (least == null ? "" : "at least " + least.toPlainString())
          + (least == null || most == null ? "" : ", ")
          + (most == null ? "" : "at most " + most.toPlainString());
    }
  }
}
