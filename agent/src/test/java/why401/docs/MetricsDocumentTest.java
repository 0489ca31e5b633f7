package why401.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.cause.FaultDomain;
import why401.diagnosis.evidence.ExperimentType;
import why401.metrics.AgentMetrics;
import why401.metrics.MetricCatalogue;
import why401.probe.Outcome;
import why401.token.RenewalFailure;

/// `metrics.md` lists every metric of the catalogue and every value of the closed labels.
class MetricsDocumentTest {
  private static final Document DOCUMENT = Document.named("metrics.md");

  @Test
  void everyMetric_isListed() {
    String rows =
        Arrays.stream(MetricCatalogue.values()).map(MetricsDocumentTest::row).collect(lines());
    DOCUMENT.assertRegion(
        "metrics",
        """
        | metric | type | labels | help |
        | --- | --- | --- | --- |
        """
            + rows);
  }

  private static String row(MetricCatalogue metric) {
    String labels = metric.labels().stream().map(MetricsDocumentTest::code).collect(commas());
    String more = metric == MetricCatalogue.UNAUTHORIZED ? ", and the probe's own labels" : "";
    return "| `%s` | %s | %s | %s |"
        .formatted(
            metric.metric(),
            metric.type().name().toLowerCase(Locale.ROOT),
            labels.isEmpty() ? "-" : labels + more,
            metric.help());
  }

  @Test
  void everyClosedLabel_isListedWithItsValues() {
    String rows =
        Stream.of(
                values("`cause`", Arrays.stream(Cause.values()).map(Cause::label)),
                values("`confidence`", Arrays.stream(Confidence.values()).map(Confidence::label)),
                values(
                    "`fault_domain`", Arrays.stream(FaultDomain.values()).map(FaultDomain::label)),
                values(
                    "`reason` of `why401_probe_failures_total`",
                    Stream.concat(
                        Stream.of("unauthorized", "unexpected_response"),
                        Arrays.stream(Outcome.Failure.values()).map(Outcome.Failure::label))),
                values(
                    "`reason` of `why401_probe_withheld_total`",
                    Arrays.stream(Outcome.Withheld.Reason.values())
                        .map(Outcome.Withheld.Reason::label)),
                values(
                    "`reason` of `why401_token_renewal_failures_total`",
                    Arrays.stream(RenewalFailure.Reason.values())
                        .map(RenewalFailure.Reason::label)),
                values("`experiment`", ExperimentType.labels().stream()),
                values(
                    "`part`",
                    Arrays.stream(AgentMetrics.Part.values()).map(AgentMetrics.Part::label)))
            .collect(lines());
    DOCUMENT.assertRegion(
        "labels",
        """
        | label | values |
        | --- | --- |
        """
            + rows);
  }

  private static String values(String label, Stream<String> values) {
    List<String> coded = values.map(MetricsDocumentTest::code).toList();
    return "| %s | %s |".formatted(label, String.join(", ", coded));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static java.util.stream.Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n");
  }

  private static java.util.stream.Collector<CharSequence, ?, String> commas() {
    return Collectors.joining(", ");
  }
}
