package why401.alerting;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import why401.metrics.MetricCatalogue;

/// The names that a query can use for what the agent exports.
public final class ScrapedNames {
  /// Every name: a histogram has three.
  public static final Set<String> ALL =
      Stream.of(MetricCatalogue.values())
          .flatMap(metric -> of(metric).stream())
          .collect(Collectors.toUnmodifiableSet());

  private ScrapedNames() {}

  private static List<String> of(MetricCatalogue metric) {
    String name = metric.metric();
    return switch (metric.type()) {
      case GAUGE, COUNTER, INFO -> List.of(name);
      case HISTOGRAM -> List.of(name + "_bucket", name + "_sum", name + "_count");
    };
  }
}
