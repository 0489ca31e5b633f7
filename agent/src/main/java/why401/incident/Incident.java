package why401.incident;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.verdict.Verdict;

/// A probe that is refused, from its first refusal on.
///
/// @param id unique within this agent's history
/// @param status HTTP status of the refusal, 0 if nothing could be sent
/// @param since the first refusal
/// @param until the first accepted run after it, or null while it is open
/// @param refusals refused or withheld runs so far
public record Incident(
    String id,
    String probe,
    @Nullable String credential,
    String severity,
    Map<String, String> labels,
    int status,
    Instant since,
    @Nullable Instant until,
    long refusals,
    Verdict verdict) {
  /// Copies.
  public Incident {
    labels = Map.copyOf(labels);
  }

  /// Whether it is still open.
  public boolean open() {
    return until == null;
  }

  /// The same incident, over.
  Incident closedAt(Instant end) {
    return new Incident(
        id, probe, credential, severity, labels, status, since, end, refusals, verdict);
  }
}
