package why401.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Adds `why401_unauthorized_total` to a page that has `why401_unauthorized`: the contract names
/// both, and the Prometheus client takes the counter for a second metric of the gauge's name.
///
/// In OpenMetrics 1.0 they do share a name, since a counter's is without its suffix; there the
/// counter goes by its full name with the type `unknown`, which Prometheus reads the same.
final class UnauthorizedCounter {
  private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.UTF_8);

  private UnauthorizedCounter() {}

  static byte[] add(byte[] page, MetricSnapshots counters, boolean openMetrics) throws IOException {
    if (counters.size() == 0) {
      return page;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, counters);
    ByteArrayOutputStream whole = new ByteArrayOutputStream(page.length + text.size());
    if (!openMetrics) {
      whole.write(page);
      whole.write(text.toByteArray());
      return whole.toByteArray();
    }
    whole.write(page, 0, page.length - EOF.length);
    whole.write(
        text.toString(StandardCharsets.UTF_8)
            .replace("_total counter\n", "_total unknown\n")
            .getBytes(StandardCharsets.UTF_8));
    whole.write(EOF);
    return whole.toByteArray();
  }
}
