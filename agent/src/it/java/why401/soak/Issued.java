package why401.soak;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A token that an identity provider knows.
final class Issued {
  final String client;
  final String value;
  final Instant issuedAt;
  final Instant expiresAt;
  final @Nullable String refreshToken;
  volatile boolean revoked;
  volatile boolean delivered;

  /// When the request for it came: from then on the agent counts its life.
  volatile Instant askedAt;

  Issued(
      String client,
      String value,
      Instant issuedAt,
      Instant expiresAt,
      @Nullable String refreshToken) {
    this.client = client;
    this.value = value;
    this.issuedAt = issuedAt;
    this.askedAt = issuedAt;
    this.expiresAt = expiresAt;
    this.refreshToken = refreshToken;
  }

  /// When it was issued, in seconds since the start.
  long second() {
    return java.time.Duration.between(SoakClock.START, issuedAt).toSeconds();
  }
}
