package why401.matrix;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Verdict;

/// The rows as a page; what may differ from play to play stands at its end.
record Matrix(List<Row> rows) {
  private static final String MEASURED = "## Measured in this play, and not compared";

  Matrix {
    rows = List.copyOf(rows);
  }

  String text() {
    return String.join(
        "\n",
        "# The matrix: refusals made for real, and what the agent said",
        "",
        "Made by `DiagnosisMatrixIT`, which writes `target/diagnosis-matrix.md` and compares it"
            + " with this file: each row is a scenario with real servers, good runs first, then the"
            + " fault. *Told* is the verdict on the first refused run, *changed* the first entry of"
            + " `changed` and whether it alone points at the cause.",
        "",
        summary(),
        "",
        "## Faults",
        "",
        "| scenario | server | expected | told | changed |",
        "|---|---|---|---|---|",
        lines(row -> !row.scenario().control()),
        "",
        "## Controls: nothing is wrong, no incident may open",
        "",
        "| scenario | server | what happens | told |",
        "|---|---|---|---|",
        lines(row -> row.scenario().control()),
        "",
        "## Truth, and how a careful person could tell",
        "",
        "| scenario | truth | tell |",
        "|---|---|---|",
        truths(),
        "",
        "## Not decided, and why nobody could",
        "",
        unknowns(),
        "",
        MEASURED,
        "",
        measured(),
        "");
  }

  /// What of `page` every play must repeat.
  static String compared(String page) {
    int end = page.indexOf(MEASURED);
    return end < 0 ? page : page.substring(0, end);
  }

  /// How often an agent asks within the first runs depends on how soon they follow each other.
  private String measured() {
    Map<Integer, Long> byExtra =
        rows.stream()
            .filter(row -> !row.scenario().control())
            .collect(Collectors.groupingBy(Row::extra, TreeMap::new, Collectors.counting()));
    return String.join(
        "\n",
        "The most requests beside the probe's own that the servers counted for one run, without"
            + " the look that the agent takes at an issuer's metadata each minute.",
        "",
        "| extra requests | faults |",
        "|---|---|",
        byExtra.entrySet().stream()
            .map(one -> "| %d | %d |".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining("\n")),
        "",
        "| what | rows |",
        "|---|---|",
        count("later runs told otherwise", Row::changedItsMind));
  }

  private String summary() {
    return String.join(
        "\n",
        "| what | rows |",
        "|---|---|",
        count("all", _ -> true),
        count("faults", row -> !row.scenario().control()),
        count(
            "faults told as a careful person would",
            row -> !row.scenario().control() && row.right()),
        count("faults of which the true cause was told", Row::truthTold),
        count("faults told wrong", Row::wrong),
        count("told as certain", row -> certain(row.told())),
        count("certain and wrong, or surer than anybody could be", Row::wrongCertain),
        count("told `unknown`", row -> row.told() != null && row.told().cause() == Cause.UNKNOWN),
        count("of these, a careful person could have told", Row::undecided),
        count("controls", row -> row.scenario().control()),
        count("controls without an incident", row -> row.scenario().control() && row.right()),
        count("`changed` holds anything", row -> !row.changes().isEmpty()),
        count("the first of `changed` alone points at the cause", Row::changePoints));
  }

  private String count(String what, Predicate<Row> wanted) {
    return "| %s | %d |".formatted(what, rows.stream().filter(wanted).count());
  }

  private static boolean certain(@Nullable Verdict verdict) {
    return verdict != null && verdict.confidence() == Confidence.CERTAIN;
  }

  private String lines(Predicate<Row> wanted) {
    return rows.stream().filter(wanted).map(Matrix::line).collect(Collectors.joining("\n"));
  }

  /// The row as it stands on the page.
  static String line(Row row) {
    Scenario scenario = row.scenario();
    if (scenario.control()) {
      return "| %s | %s | %s | %s |"
          .formatted(
              scenario.name(),
              scenario.truth().server(),
              scenario.truth().fault(),
              told(row.told()));
    }
    return "| %s | %s | %s | %s%s | %s |"
        .formatted(
            scenario.name(),
            scenario.truth().server(),
            expected(scenario),
            told(row.told()),
            row.right() ? "" : " **✗**",
            row.change() + (row.changePoints() ? " ✓" : ""));
  }

  private static String expected(Scenario scenario) {
    Cause cause = scenario.expected().cause();
    return cause == null
        ? "no incident"
        : scenario.expected().label() + " " + word(scenario.expected().most());
  }

  private String truths() {
    return rows.stream()
        .filter(row -> !row.scenario().control())
        .map(Row::scenario)
        .map(
            scenario ->
                "| %s | %s%s | %s |"
                    .formatted(
                        scenario.name(),
                        scenario.truth().fault(),
                        real(scenario),
                        scenario.truth().tell()))
        .collect(Collectors.joining("\n"));
  }

  private static String real(Scenario scenario) {
    Cause real = scenario.expected().real();
    return real == null ? "" : " (" + real.label() + ")";
  }

  private String unknowns() {
    String found =
        rows.stream()
            .filter(row -> row.told() != null && row.told().cause() == Cause.UNKNOWN)
            .map(
                row ->
                    "- %s: %s"
                        .formatted(row.scenario().name(), row.scenario().expected().undecidable()))
            .collect(Collectors.joining("\n"));
    return found.isEmpty() ? "None." : found;
  }

  private static String told(@Nullable Verdict verdict) {
    return verdict == null
        ? "no incident"
        : verdict.cause().label() + " " + word(verdict.confidence());
  }

  private static String word(Confidence confidence) {
    return confidence.name().toLowerCase(Locale.ROOT);
  }

  /// A row in a line, for messages.
  static String inShort(Row row) {
    return "%s: expected %s, told %s, later %s, extra %d, changed %s, because %s"
        .formatted(
            row.scenario().name(),
            expected(row.scenario()),
            told(row.told()),
            row.later().stream().map(Matrix::told).distinct().toList(),
            row.extra(),
            row.changes().stream().map(change -> change.what()).toList(),
            row.told() == null
                ? "–"
                : row.told().odds().mechanism()
                    + " "
                    + row.told().evidence().stream().map(f -> f.from() + " " + f.finding()).toList()
                    + " "
                    + row.told().experiments());
  }
}
