package why401.response;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What in the answer forbids or delays another attempt.
///
/// @param lockAnnounced the answer speaks of a lock, block, CAPTCHA or last attempt: never verify
///   it by another login
/// @param rateLimited the answer says that there were too many attempts or requests
/// @param retryAfter how long to wait at least, from `Retry-After` in seconds or as a date against
///   the answer's own `Date`; null if not said
public record Brakes(boolean lockAnnounced, boolean rateLimited, @Nullable Duration retryAfter) {

  /// Whether another attempt with the same credential must wait.
  public boolean any() {
    return lockAnnounced || rateLimited || retryAfter != null;
  }
}
