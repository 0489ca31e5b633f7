package why401.token.oauth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.Secret;

/// The record of one rotating refresh token; absolute instants only.
///
/// @param key of the fingerprints, made with the chain and kept beside them, so that neither is
///   lost without the other
/// @param configured fingerprint of the token that the configuration named when the chain began
/// @param token the one to spend next
/// @param expiresAt its expiry, if the server states it
/// @param rotates whether the server issues a new one for each one spent; assumed until it does not
/// @param intent fingerprint of the token that is being spent; while it is set, the outcome is
///   unknown
/// @param intents how often it was submitted without a response
/// @param intentAt when it was submitted last
/// @param dead fingerprints of tokens that were refused and must never be sent again
public record RefreshTokenRecord(
    FingerprintKey key,
    String configured,
    Secret token,
    @Nullable Instant expiresAt,
    boolean rotates,
    @Nullable String intent,
    int intents,
    @Nullable Instant intentAt,
    List<String> dead) {
  private static final int DEAD_KEPT = 20;
  private static final int SHA_256 = 64;

  public RefreshTokenRecord {
    dead = List.copyOf(dead);
  }

  /// The beginning of a chain.
  public static RefreshTokenRecord begin(Secret configured) {
    return begin(configured, FingerprintKey.random(), List.of());
  }

  private static RefreshTokenRecord begin(
      Secret configured, FingerprintKey key, List<String> dead) {
    return new RefreshTokenRecord(
        key, configured.fingerprint(key), configured, null, true, null, 0, null, dead);
  }

  /// About to spend the token.
  public RefreshTokenRecord spending(Instant now) {
    int before = outcomeUnknown() ? intents : 0;
    return new RefreshTokenRecord(
        key, configured, token, expiresAt, rotates, token.fingerprint(key), before + 1, now, dead);
  }

  /// The server issued a new one.
  public RefreshTokenRecord rotated(Secret next, @Nullable Instant nextExpiresAt) {
    boolean changed = !next.equals(token);
    return new RefreshTokenRecord(
        key, configured, next, nextExpiresAt, changed, null, 0, null, dead);
  }

  /// The server issued none: the same one stays in use.
  RefreshTokenRecord kept() {
    return new RefreshTokenRecord(key, configured, token, expiresAt, false, null, 0, null, dead);
  }

  /// The server calls it dead.
  public RefreshTokenRecord died() {
    List<String> more = new ArrayList<>(dead);
    more.add(token.fingerprint(key));
    int from = Math.max(0, more.size() - DEAD_KEPT);
    return new RefreshTokenRecord(
        key, configured, token, expiresAt, rotates, null, 0, null, more.subList(from, more.size()));
  }

  /// Starts again with the token of the configuration.
  RefreshTokenRecord restarted(Secret configuredToken) {
    return begin(configuredToken, key, dead);
  }

  /// Whether the chain began with `secret`.
  public boolean beganWith(Secret secret) {
    return matches(configured, secret);
  }

  /// Whether `secret` was refused for good.
  public boolean isDead(Secret secret) {
    return dead.stream().anyMatch(one -> matches(one, secret));
  }

  /// Whether it may have been spent already.
  boolean outcomeUnknown() {
    return intent != null && matches(intent, token);
  }

  /// Earlier versions wrote plain SHA-256.
  private boolean matches(String stored, Secret secret) {
    return stored.equals(stored.length() == SHA_256 ? secret.sha256() : secret.fingerprint(key));
  }
}
