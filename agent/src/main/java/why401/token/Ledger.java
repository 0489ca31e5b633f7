package why401.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.Secret;

/// What is on record of one rotating refresh token; absolute instants only.
///
/// @param configured hash of the token that the configuration named when the chain began
/// @param token the one to spend next
/// @param expiresAt its end, if the server said
/// @param rotates whether the server gives a new one for each spent; assumed until it does not
/// @param intent hash of the token that is being spent; its fate is not known while this stands
/// @param intents how often it was submitted without an answer
/// @param intentAt when it was submitted last
/// @param dead hashes of tokens that were refused and must never be sent again
record Ledger(
    String configured,
    Secret token,
    @Nullable Instant expiresAt,
    boolean rotates,
    @Nullable String intent,
    int intents,
    @Nullable Instant intentAt,
    List<String> dead) {
  private static final int DEAD_KEPT = 20;

  Ledger {
    dead = List.copyOf(dead);
  }

  /// The beginning of a chain.
  static Ledger begin(Secret configured) {
    return new Ledger(Hash.of(configured), configured, null, true, null, 0, null, List.of());
  }

  /// About to spend the token.
  Ledger spending(Instant now) {
    String hash = Hash.of(token);
    int before = hash.equals(intent) ? intents : 0;
    return new Ledger(configured, token, expiresAt, rotates, hash, before + 1, now, dead);
  }

  /// The server gave another one.
  Ledger rotated(Secret next, @Nullable Instant nextExpiresAt) {
    boolean changed = !next.equals(token);
    return new Ledger(configured, next, nextExpiresAt, changed, null, 0, null, dead);
  }

  /// The server gave none: the same goes on.
  Ledger kept() {
    return new Ledger(configured, token, expiresAt, false, null, 0, null, dead);
  }

  /// The server calls it dead.
  Ledger died() {
    List<String> more = new ArrayList<>(dead);
    more.add(Hash.of(token));
    int from = Math.max(0, more.size() - DEAD_KEPT);
    return new Ledger(
        configured, token, expiresAt, rotates, null, 0, null, more.subList(from, more.size()));
  }

  /// Starts again with the token of the configuration.
  Ledger restarted(Secret configuredToken) {
    return new Ledger(Hash.of(configuredToken), configuredToken, null, true, null, 0, null, dead);
  }

  boolean knowsDead(Secret secret) {
    return dead.contains(Hash.of(secret));
  }

  /// Whether it may have been spent already.
  boolean fateUnknown() {
    return intent != null && intent.equals(Hash.of(token));
  }
}
