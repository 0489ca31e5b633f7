package why401.diagnosis.evidence;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.verdict.Verdict;
import why401.token.IssuerHealth;

/// What is known beside the refusal itself.
///
/// @param lastAccepted the last accepted exchange, or null if there was none
/// @param issuer health of the credential's identity provider, or null without one
/// @param earlier what was observed of the open incident so far
/// @param providerClock the identity provider's clock minus ours by its `Date`, or null if not
///   known
/// @param previous verdict of the open incident, or null without one
public record Background(
    ProbeContext context,
    @Nullable LastAccepted lastAccepted,
    RunSeries history,
    Neighbours neighbours,
    @Nullable IssuerHealth issuer,
    @Nullable Duration providerClock,
    @Nullable Verdict previous,
    Observations earlier) {
  /// Of a case that begins.
  public Background(
      ProbeContext context,
      @Nullable LastAccepted lastAccepted,
      RunSeries history,
      Neighbours neighbours,
      @Nullable IssuerHealth issuer,
      @Nullable Verdict previous) {
    this(context, lastAccepted, history, neighbours, issuer, null, previous, Observations.NONE);
  }
}
