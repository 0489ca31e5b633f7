package why401.token;

import java.time.Duration;

/// Hears of what the keeper does; the metrics listen. Must not block or throw.
public interface TokenListener {
  /// An attempt to renew begins.
  default void renewalAttempted(String credential, String issuer) {}

  /// It ended well.
  default void renewed(String issuer, Token token, Duration took) {}

  /// It failed.
  default void renewalFailed(
      String credential, String issuer, RenewalFailure failure, Duration took) {}

  /// A probe left with a token that had `remaining` life.
  default void used(Token token, Duration remaining) {}

  /// Two sources of a token's expiry differ by more than ten seconds.
  default void expiryDisagreed(String credential) {}

  /// A listener that does nothing.
  TokenListener NONE = new TokenListener() {};
}
