package why401.token.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
/// @param stamp which of several records it is, in a cluster; null without one
public record RefreshTokenRecord(
    FingerprintKey key,
    String configured,
    Secret token,
    @Nullable Instant expiresAt,
    boolean rotates,
    @Nullable String intent,
    int intents,
    @Nullable Instant intentAt,
    List<String> dead,
    @Nullable Stamp stamp) {
  private static final int DEAD_KEPT = 20;
  private static final int SHA_256 = 64;

  public RefreshTokenRecord {
    dead = List.copyOf(dead);
  }

  /// Which record of a credential it is. The newest is that of the chain that began last, and of
  /// these the one that was written last.
  ///
  /// @param began when its chain began in the cluster
  /// @param serial how many records of the chain were written
  /// @param by the member that wrote it
  /// @param members how many there were then
  public record Stamp(Instant began, long serial, String by, int members)
      implements Comparable<Stamp> {
    private static final Comparator<Stamp> AGE =
        Comparator.comparing(Stamp::began).thenComparingLong(Stamp::serial);

    @Override
    public int compareTo(Stamp other) {
      return AGE.compare(this, other);
    }
  }

  /// The same, stamped.
  RefreshTokenRecord with(@Nullable Stamp next) {
    return new RefreshTokenRecord(
        key, configured, token, expiresAt, rotates, intent, intents, intentAt, dead, next);
  }

  /// Whether it was written after `other`; one without a stamp is older than any with one.
  boolean newerThan(@Nullable RefreshTokenRecord other) {
    Stamp theirs = other == null ? null : other.stamp;
    return other == null || (stamp != null && (theirs == null || stamp.compareTo(theirs) > 0));
  }

  /// The beginning of a chain.
  public static RefreshTokenRecord begin(Secret configured) {
    return begin(configured, FingerprintKey.random(), List.of());
  }

  private static RefreshTokenRecord begin(
      Secret configured, FingerprintKey key, List<String> dead) {
    return new RefreshTokenRecord(
        key, configured.fingerprint(key), configured, null, true, null, 0, null, dead, null);
  }

  /// About to spend the token.
  public RefreshTokenRecord spending(Instant now) {
    int before = outcomeUnknown() ? intents : 0;
    return new RefreshTokenRecord(
        key,
        configured,
        token,
        expiresAt,
        rotates,
        token.fingerprint(key),
        before + 1,
        now,
        dead,
        stamp);
  }

  /// The server issued a new one.
  public RefreshTokenRecord rotated(Secret next, @Nullable Instant nextExpiresAt) {
    boolean changed = !next.equals(token);
    return new RefreshTokenRecord(
        key, configured, next, nextExpiresAt, changed, null, 0, null, dead, stamp);
  }

  /// The server issued none: the same one stays in use.
  RefreshTokenRecord kept() {
    return new RefreshTokenRecord(
        key, configured, token, expiresAt, false, null, 0, null, dead, stamp);
  }

  /// The server calls it dead.
  public RefreshTokenRecord died() {
    return new RefreshTokenRecord(
        key,
        configured,
        token,
        expiresAt,
        rotates,
        null,
        0,
        null,
        dead(token.fingerprint(key)),
        stamp);
  }

  private List<String> dead(String fingerprint) {
    List<String> more = new ArrayList<>(dead);
    more.add(fingerprint);
    return more.subList(Math.max(0, more.size() - DEAD_KEPT), more.size());
  }

  /// Starts again with the token of the configuration. In a cluster a member may have the one
  /// before a while longer.
  RefreshTokenRecord restarted(Secret configuredToken) {
    return begin(configuredToken, key, stamp == null ? dead : dead(configured));
  }

  /// Whether a chain of the cluster began with `secret` that another one followed.
  boolean replaced(Secret secret) {
    return stamp != null && isDead(secret);
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

  /// As JSON.
  public String format() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", 1);
    members.put("key", key.encoded());
    members.put("configured", configured);
    members.put("refresh_token", token.reveal());
    if (expiresAt != null) {
      members.put("expires_at", expiresAt.toString());
    }
    members.put("rotates", rotates);
    if (intent != null) {
      members.put("intent", intent);
      members.put("intents", intents);
      members.put("intent_at", String.valueOf(intentAt));
    }
    members.put("dead", dead);
    if (stamp != null) {
      members.put("began", stamp.began().toString());
      members.put("serial", stamp.serial());
      members.put("by", stamp.by());
      members.put("members", stamp.members());
    }
    return JSONObjectUtils.toJSONString(members);
  }

  /// The record that [#format] wrote.
  ///
  /// @throws ParseException if it is none; its message quotes nothing of it
  public static RefreshTokenRecord parse(String text) throws ParseException {
    try {
      return read(text);
    } catch (RuntimeException e) {
      throw new ParseException("record: a member of no known form", 0);
    }
  }

  private static RefreshTokenRecord read(String text) throws ParseException {
    Map<String, Object> members = JSONObjectUtils.parse(text);
    String token = JSONObjectUtils.getString(members, "refresh_token");
    String configured = JSONObjectUtils.getString(members, "configured");
    if (token == null || token.isEmpty() || configured == null) {
      throw new ParseException("refresh_token: missing", 0);
    }
    String expires = JSONObjectUtils.getString(members, "expires_at");
    String intent = JSONObjectUtils.getString(members, "intent");
    List<String> dead = JSONObjectUtils.getStringList(members, "dead");
    String key = JSONObjectUtils.getString(members, "key");
    return new RefreshTokenRecord(
        key == null ? FingerprintKey.random() : FingerprintKey.decode(key),
        configured,
        Secret.of(token),
        expires == null ? null : Instant.parse(expires),
        JSONObjectUtils.getBoolean(members, "rotates"),
        intent,
        intent == null ? 0 : JSONObjectUtils.getInt(members, "intents"),
        intent == null ? null : Instant.parse(JSONObjectUtils.getString(members, "intent_at")),
        dead == null ? List.of() : dead,
        stamp(members));
  }

  private static @Nullable Stamp stamp(Map<String, Object> members) throws ParseException {
    String began = JSONObjectUtils.getString(members, "began");
    return began == null
        ? null
        : new Stamp(
            Instant.parse(began),
            JSONObjectUtils.getLong(members, "serial"),
            JSONObjectUtils.getString(members, "by"),
            JSONObjectUtils.getInt(members, "members"));
  }
}
