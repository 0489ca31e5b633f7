package why401.diagnosis.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.table.GenericWording;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Table;

/// What to do first about a mechanism, in one sentence without anything of a case: a closed list,
/// which may be the label of a metric.
public final class FirstRemedy {
  private static final Pattern SENTENCE = Pattern.compile("^.*?[.!](?=\\s|$)", Pattern.DOTALL);
  private static final String UNKNOWN =
      "Read the evidence on the status page; no cause stands out.";

  private final Map<String, String> sentences;

  /// Reads the table with the first incident, not at the start.
  private static final class Shipped {
    static final FirstRemedy REMEDY = new FirstRemedy(Table.shipped());
  }

  /// The remedies of `table`.
  public FirstRemedy(Table table) {
    this.sentences =
        table.mechanisms().stream()
            .collect(Collectors.toMap(Mechanism::id, one -> first(one.notes().remedy())));
  }

  /// The sentence of the table that ships with the program.
  public static String shipped(@Nullable String mechanism) {
    return Shipped.REMEDY.of(mechanism);
  }

  /// The sentence for the mechanism with the id; a general one if it has none.
  public String of(@Nullable String mechanism) {
    return mechanism == null ? UNKNOWN : sentences.getOrDefault(mechanism, UNKNOWN);
  }

  private static String first(String remedy) {
    Matcher sentence = SENTENCE.matcher(GenericWording.of(remedy));
    return sentence.find() ? sentence.group() : GenericWording.of(remedy);
  }
}
