package why401.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.token.RenewalHistory;

/// A probe with what its own page shows.
///
/// @param runs the last fifty, oldest first
/// @param latency of the newest runs against those before, or null while there are too few
/// @param credentialIssued when the current token of its credential was requested, or null
/// @param renewals of its credential, oldest first
/// @param past its closed incidents, newest first
public record ProbeDetailJson(
    @JsonUnwrapped ProbeJson probe,
    List<Run> runs,
    @Nullable Latency latency,
    @Nullable Instant credentialIssued,
    List<RenewalHistory.Event> renewals,
    List<IncidentJson> past) {
  /// Copies.
  public ProbeDetailJson {
    runs = List.copyOf(runs);
    renewals = List.copyOf(renewals);
    past = List.copyOf(past);
  }

  /// One run.
  ///
  /// @param outcome `accepted`, `refused`, `failed` (otherwise) or `held` (nothing was sent)
  /// @param status HTTP status, 0 without a response
  /// @param millis duration of the request
  public record Run(Instant at, String outcome, int status, int millis) {}

  /// Medians in milliseconds.
  ///
  /// @param now of the newest ten runs that got a response
  /// @param before of those before them
  public record Latency(int now, int before) {}
}
