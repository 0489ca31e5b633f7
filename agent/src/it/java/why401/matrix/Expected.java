package why401.matrix;

import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;

/// What a careful person would say who sees what the agent can see.
///
/// @param cause or null if no incident may open
/// @param most how sure that person could be
/// @param undecidable why nobody could decide, for an expected `unknown`; else empty
/// @param real the true cause, where it cannot be told from a likelier one; else null
record Expected(@Nullable Cause cause, Confidence most, String undecidable, @Nullable Cause real) {
  static final Expected QUIET = new Expected(null, Confidence.POSSIBLE, "", null);

  static Expected certain(Cause cause) {
    return new Expected(cause, Confidence.CERTAIN, "", null);
  }

  static Expected likely(Cause cause) {
    return new Expected(cause, Confidence.LIKELY, "", null);
  }

  static Expected possible(Cause cause) {
    return new Expected(cause, Confidence.POSSIBLE, "", null);
  }

  /// Nobody could decide.
  static Expected unknown(String why) {
    return new Expected(Cause.UNKNOWN, Confidence.POSSIBLE, why, null);
  }

  /// The same, where something less likely is true that looks alike.
  Expected really(Cause truth) {
    return new Expected(cause, most, undecidable, truth);
  }
}
