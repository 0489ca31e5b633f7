package why401.token.renewal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.token.SecretComparison;

/// Remembers by their fingerprints which secrets of a credential were accepted and refused.
final class SecretHistory {
  private @Nullable String accepted;
  private @Nullable Instant acceptedAt;
  private @Nullable String refused;
  private @Nullable Instant refusedSince;
  private @Nullable String seen;
  private @Nullable Instant seenSince;

  /// A secret is used `at`.
  synchronized void used(String fingerprint, Instant at) {
    if (!fingerprint.equals(seen)) {
      seenSince = seen == null ? null : at;
      seen = fingerprint;
    }
  }

  /// Since when that secret is used in place of another, or null if no other was used before.
  synchronized @Nullable Instant since(String fingerprint) {
    return fingerprint.equals(seen) ? seenSince : null;
  }

  synchronized void accepted(String fingerprint, Instant at) {
    accepted = fingerprint;
    acceptedAt = at;
    refused = null;
    refusedSince = null;
  }

  /// The past of a secret that was refused `at`, or null if none was accepted before.
  synchronized @Nullable SecretComparison refused(String fingerprint, Instant at) {
    if (accepted == null || acceptedAt == null) {
      return null;
    }
    Instant since = refusedSince;
    if (since == null || !fingerprint.equals(refused)) {
      since = at;
    }
    refused = fingerprint;
    refusedSince = since;
    return new SecretComparison(acceptedAt, accepted, fingerprint, since);
  }
}
