package why401.diagnosis.differential;

import java.util.Map;
import java.util.stream.Collectors;
import why401.cause.Cause;

/// The simulation as a page that a reviewer sees change.
@SuppressWarnings("InlineFormatString") // paragraphs stand better by themselves
final class SimulationReport {
  private static final String HEAD =
      """
      # The simulation: worlds drawn from the table, and what the engine says

      Made by `SimulationTest` (renew with `-Dupdate`). Each world draws a mechanism by its prior, every variable from what the mechanism predicts, and the outcomes of the experiments that the engine chooses, at most six requests; the worlds of %d seeds are pooled. It shows what the table can tell apart, not how often the table is right.

      ## Confidence

      | told as | worlds | right | share | bar |
      |---|---|---|---|---|
      """;
  private static final String OUTSIDE =
      """

      ## Worlds outside the table

      Mixed of two: each variable follows one of two mechanisms of different causes. Base rates: no mechanism at all. Random likelihoods: three variables in ten take any value. Taken out: a world of a mechanism, diagnosed by the table without it; its cause may have other mechanisms. Of the rows without "which is told", at most 1 %% may be `certain`: %s.

      | worlds | certain | likely | possible | unknown |
      |---|---|---|---|---|
      """;

  private final SimulationCounts counts;

  SimulationReport(SimulationCounts counts) {
    this.counts = counts;
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD.formatted(Simulation.SEEDS.size()));
    row(text, "certain", "all");
    row(text, "likely", "80 %");
    row(text, "possible", "45 %");
    row(text, "unknown", "");
    text.append(OUTSIDE.formatted("it is %.1f %%".formatted(100 * counts.certainOutside())));
    counts.outside.forEach((kind, told) -> text.append(outsideRow(kind, told)));
    text.append(
        "\n## Confusion\n\n| truth | worlds | right | otherwise told as |\n|---|---|---|---|\n");
    counts.confusion.forEach((cause, told) -> text.append(line(cause, told)));
    text.append("\n## Mechanisms\n\n| mechanism | worlds | right |\n|---|---|---|\n");
    counts.byMechanism.forEach(
        (id, tally) ->
            text.append("| %s | %d | %s |%n".formatted(id, tally.all(), tally.percent())));
    return text.toString();
  }

  private static String outsideRow(String kind, Map<String, Integer> told) {
    return "| %s | %d | %d | %d | %d |%n"
        .formatted(
            kind,
            told.getOrDefault("certain", 0),
            told.getOrDefault("likely", 0),
            told.getOrDefault("possible", 0),
            told.getOrDefault("unknown", 0));
  }

  private void row(StringBuilder text, String confidence, String bar) {
    Tally tally = counts.byConfidence.getOrDefault(confidence, Tally.NONE);
    boolean decided = !confidence.equals("unknown");
    text.append(
        "| %s | %d | %s | %s | %s |%n"
            .formatted(
                confidence,
                tally.all(),
                decided ? String.valueOf(tally.right()) : "",
                decided ? tally.percent() : "",
                bar));
  }

  private static String line(Cause cause, Map<Cause, Integer> told) {
    int all = told.values().stream().mapToInt(Integer::intValue).sum();
    String others =
        told.entrySet().stream()
            .filter(each -> each.getKey() != cause)
            .sorted(Map.Entry.<Cause, Integer>comparingByValue().reversed())
            .limit(5)
            .map(each -> each.getKey().label() + " " + each.getValue())
            .collect(Collectors.joining(", "));
    return "| %s | %d | %s | %s |%n"
        .formatted(
            cause.label(), all, Tally.percent((double) told.getOrDefault(cause, 0) / all), others);
  }
}
