package why401.server;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a person's request to try a credential now.
///
/// @param credential its name
/// @param tried whether an attempt is made now; false if the next one that protects the account was
///   brought forward already
/// @param probes that run now
/// @param heldUntil when the next attempt is made if nothing changes, or null
public record RetryResult(
    String credential, boolean tried, List<String> probes, @Nullable Instant heldUntil) {
  /// Copies.
  public RetryResult {
    probes = List.copyOf(probes);
  }
}
