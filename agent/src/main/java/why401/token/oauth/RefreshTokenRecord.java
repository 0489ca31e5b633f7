package why401.token.oauth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;

/// The record of one rotating refresh token; absolute instants only.
///
/// @param configured hash of the token that the configuration named when the chain began
/// @param token the one to spend next
/// @param expiresAt its expiry, if the server states it
/// @param rotates whether the server issues a new one for each one spent; assumed until it does not
/// @param intent hash of the token that is being spent; while it is set, the outcome is unknown
/// @param intents how often it was submitted without a response
/// @param intentAt when it was submitted last
/// @param dead hashes of tokens that were refused and must never be sent again
public record RefreshTokenRecord(
    String configured,
    Secret token,
    @Nullable Instant expiresAt,
    boolean rotates,
    @Nullable String intent,
    int intents,
    @Nullable Instant intentAt,
    List<String> dead) {
  private static final int DEAD_KEPT = 20;

  public RefreshTokenRecord {
    dead = List.copyOf(dead);
  }

  /// The beginning of a chain.
  public static RefreshTokenRecord begin(Secret configured) {
    return new RefreshTokenRecord(
        configured.sha256(), configured, null, true, null, 0, null, List.of());
  }

  /// About to spend the token.
  public RefreshTokenRecord spending(Instant now) {
    String hash = token.sha256();
    int before = hash.equals(intent) ? intents : 0;
    return new RefreshTokenRecord(
        configured, token, expiresAt, rotates, hash, before + 1, now, dead);
  }

  /// The server issued a new one.
  public RefreshTokenRecord rotated(Secret next, @Nullable Instant nextExpiresAt) {
    boolean changed = !next.equals(token);
    return new RefreshTokenRecord(configured, next, nextExpiresAt, changed, null, 0, null, dead);
  }

  /// The server issued none: the same one stays in use.
  RefreshTokenRecord kept() {
    return new RefreshTokenRecord(configured, token, expiresAt, false, null, 0, null, dead);
  }

  /// The server calls it dead.
  public RefreshTokenRecord died() {
    List<String> more = new ArrayList<>(dead);
    more.add(token.sha256());
    int from = Math.max(0, more.size() - DEAD_KEPT);
    return new RefreshTokenRecord(
        configured, token, expiresAt, rotates, null, 0, null, more.subList(from, more.size()));
  }

  /// Starts again with the token of the configuration.
  RefreshTokenRecord restarted(Secret configuredToken) {
    return new RefreshTokenRecord(
        configuredToken.sha256(), configuredToken, null, true, null, 0, null, dead);
  }

  boolean isDead(Secret secret) {
    return dead.contains(secret.sha256());
  }

  /// Whether it may have been spent already.
  boolean outcomeUnknown() {
    return intent != null && intent.equals(token.sha256());
  }
}
