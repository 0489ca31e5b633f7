package why401.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The catalogue keeps to Prometheus' conventions for names and labels.
final class MetricCatalogueTest {
  /// Labels of a target, or of everything: one of ours with such a name would be renamed.
  private static final Set<String> TAKEN =
      Set.of("job", "instance", "region", "cluster", "type", "le", "quantile", "success");

  @ParameterizedTest
  @EnumSource
  void name_isSnakeCaseWithTheOnePrefix(MetricCatalogue metric) {
    assertThat(metric.metric()).matches("why401(_[a-z]+)+");
  }

  @ParameterizedTest
  @EnumSource
  void suffix_saysTheType(MetricCatalogue metric) {
    assertThat(metric.metric().endsWith("_total"))
        .isEqualTo(metric.type() == MetricCatalogue.Type.COUNTER);
    assertThat(metric.metric().endsWith("_info"))
        .isEqualTo(metric.type() == MetricCatalogue.Type.INFO);
  }

  @ParameterizedTest
  @EnumSource
  void units_areBaseUnitsInThePlural(MetricCatalogue metric) {
    assertThat(metric.metric())
        .doesNotContainPattern("_(second|millis|milliseconds|minutes|hours|days|ms|percent|kb)\\b");
    if (metric.type() == MetricCatalogue.Type.HISTOGRAM
        || metric.metric().matches(".*(duration|timestamp|interval|lifetime|lag|skew).*")) {
      assertThat(metric.metric()).endsWith("_seconds");
    }
  }

  @ParameterizedTest
  @EnumSource
  void moments_areTimestamps_neverAges(MetricCatalogue metric) {
    assertThat(metric.metric()).doesNotContainPattern("_(age|since|ago|left|remaining)_seconds$");
    if (metric.metric().matches(".*_(expiry|due|issued|last_run|last_reload_success)_.*seconds")) {
      assertThat(metric.metric()).endsWith("_timestamp_seconds");
    }
  }

  @ParameterizedTest
  @EnumSource
  void labels_areNotThoseOfAnotherProbe(MetricCatalogue metric) {
    assertThat(metric.labels()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(TAKEN);
  }

  /// Attempts in one counter, failures in another: no ratio needs a label to be left out.
  @ParameterizedTest
  @EnumSource
  void failures_haveACounterOfTheAttempts_withoutTheirReason(MetricCatalogue metric) {
    assertThat(metric.labels()).doesNotContain("result", "outcome", "ok", "failed", "status");
    if (metric.metric().endsWith("_failures_total")) {
      List<String> others =
          metric.labels().stream().filter(label -> !label.equals("reason")).toList();
      String subject = metric.metric().replaceFirst("_((renewal|refresh)_)?failures_total$", "_");
      assertThat(MetricCatalogue.values())
          .anySatisfy(
              attempts -> {
                assertThat(attempts.metric())
                    .startsWith(subject)
                    .matches(".*_(runs|renewals|refreshes)_total");
                assertThat(attempts.labels()).isEqualTo(others);
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void help_isASentence(MetricCatalogue metric) {
    assertThat(metric.help()).endsWith(".").matches("(?s)[A-Z0-9].+");
  }

  @Test
  void names_areUnique() {
    List<String> names = Stream.of(MetricCatalogue.values()).map(MetricCatalogue::metric).toList();
    assertThat(names).doesNotHaveDuplicates();
  }
}
