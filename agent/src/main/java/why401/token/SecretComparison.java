package why401.token;

import java.time.Instant;

/// A secret that an identity provider refused, compared with the one that it accepted last.
///
/// @param acceptedAt when a secret was accepted last
/// @param accepted fingerprint of that one
/// @param refused fingerprint of the refused one
/// @param refusedSince when the refused one was refused first
public record SecretComparison(
    Instant acceptedAt, String accepted, String refused, Instant refusedSince) {
  /// Whether the refused one is the one that was accepted.
  public boolean same() {
    return accepted.equals(refused);
  }
}
