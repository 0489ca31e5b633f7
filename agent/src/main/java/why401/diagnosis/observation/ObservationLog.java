package why401.diagnosis.observation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import why401.credential.secret.Redactor;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.table.Table;
import why401.diagnosis.verdict.Formats;

/// Collects observations by the names of the table, with all texts masked and bounded.
final class ObservationLog {
  private final Table table;
  private final Instant at;
  private final List<Observations.Entry> all = new ArrayList<>();

  /// @param at when everything that goes in was observed
  ObservationLog(Table table, Instant at) {
    this.table = table;
    this.at = at;
  }

  /// @param details names and values of the sentence's placeholders, in turn
  void see(String variable, String value, String... details) {
    Map<String, String> filled = new HashMap<>();
    for (int i = 0; i + 1 < details.length; i += 2) {
      filled.put(details[i], Formats.name(details[i + 1]));
    }
    all.add(new Observations.Entry(table.variable(variable), value, at, filled));
  }

  /// Sees `value` if `so`, `otherwise` if not.
  void either(String variable, boolean so, String value, String otherwise, String... details) {
    see(variable, so ? value : otherwise, details);
  }

  static String quoted(String text) {
    return "\"" + Redactor.quote(text.replaceAll("\\s+", " ")) + "\"";
  }

  Observations all() {
    return Observations.of(all);
  }
}
