package why401.soak;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A token that an identity provider knows.
final class Issued {
  final String client;
  final Instant issuedAt;
  final Instant expiresAt;
  final @Nullable String refreshToken;
  volatile boolean revoked;

  Issued(String client, Instant issuedAt, Instant expiresAt, @Nullable String refreshToken) {
    this.client = client;
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
    this.refreshToken = refreshToken;
  }
}
