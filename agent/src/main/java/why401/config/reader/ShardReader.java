package why401.config.reader;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.deployment.Shard;

/// Reads `shard { … }`.
public final class ShardReader {
  private static final int MOST = 1_000;

  /// A pod of a StatefulSet ends in its number.
  private static final Pattern POD = Pattern.compile(".*-([0-9]{1,9})");

  private ShardReader() {}

  /// The agent's part of the probes; null if it has all.
  public static @Nullable Shard read(@Nullable Section section) {
    if (section == null) {
      return null;
    }
    section.require("index", "the number of this agent, from 0");
    section.require("of", "how many agents there are");
    int of = section.integer("of", 1, MOST, 1);
    int index = index(section.find("index"), of);
    return new Shard(index, of);
  }

  private static int index(@Nullable Value value, int of) {
    if (value == null) {
      return 0;
    }
    Matcher pod = POD.matcher(value.isScalar() ? value.scalar().strip() : "");
    if (!pod.matches()) {
      Integer index = value.integer(0, of - 1);
      return index == null ? 0 : index;
    }
    int index = Integer.parseInt(pod.group(1));
    if (index >= of) {
      value.refuse("a number from 0 to " + (of - 1) + ", or a name that ends in -" + (of - 1));
      return 0;
    }
    return index;
  }
}
