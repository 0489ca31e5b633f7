package why401.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.incident.Incident;

/// What is known of one probe at one moment.
///
/// @param url as configured; user information in it is not shown
/// @param labels the probe's own labels
/// @param success whether the last run ended as expected, or null before the first
/// @param status HTTP status of the last run, 0 without a response
/// @param reason of the last failure or of withholding (metrics.md), null after a success
/// @param lastRun when the last run ended, or null before the first
/// @param nextRun when the next one is due, or null if none is scheduled
/// @param incident its open incident, or null
public record ProbeStatus(
    String name,
    String url,
    @Nullable String credential,
    Map<String, String> labels,
    @Nullable Boolean success,
    int status,
    @Nullable String reason,
    @Nullable Instant lastRun,
    @Nullable Instant nextRun,
    @Nullable Incident incident) {
  /// Copies.
  public ProbeStatus {
    labels = Map.copyOf(labels);
  }
}
