package why401.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.probe.Outcome;

/// The summary of a run for the API; the outcome itself, with its body, is not kept.
///
/// @param reason of the failure or of withholding, or null after a success
public record RunSummary(
    Instant at, boolean accepted, boolean refused, int status, @Nullable String reason) {
  /// What is kept of `outcome`.
  public static RunSummary of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted ->
          new RunSummary(outcome.at(), true, false, accepted.exchange().status(), null);
      case Outcome.Refused refused ->
          new RunSummary(outcome.at(), false, true, refused.exchange().status(), "unauthorized");
      case Outcome.Unexpected unexpected ->
          new RunSummary(
              outcome.at(), false, false, unexpected.exchange().status(), "unexpected_response");
      case Outcome.Unreachable unreachable ->
          new RunSummary(outcome.at(), false, false, 0, unreachable.failure().label());
      case Outcome.Withheld withheld ->
          new RunSummary(outcome.at(), false, false, 0, withheld.reason().label());
    };
  }
}
