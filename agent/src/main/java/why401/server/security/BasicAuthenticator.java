package why401.server.security;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Checks HTTP Basic (RFC 7617) against bcrypt hashes.
///
/// A verdict is remembered under a keyed digest of the credentials, since bcrypt is slow on purpose
/// and a scraper comes every few seconds. An unknown user costs as much as a known one. One hash is
/// computed at a time, so that guessing cannot take the machine, and each address has few guesses
/// ([GuessLimiter]). What was right once is let in whatever its address guessed.
final class BasicAuthenticator {
  private static final int MOST_REFUSED = 256;
  private static final int MOST_BYTES = 72; // what bcrypt reads
  private static final String HMAC = "HmacSHA256";

  /// Computed for an unknown user.
  private static final String UNKNOWN_USER =
      "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

  private final Map<String, String> users;
  private final byte[] key = new byte[32];
  private final ReentrantLock hashing = new ReentrantLock();
  private final GuessLimiter guesses;

  /// Digests of what was right: one for each user at most.
  private final Set<String> admitted = ConcurrentHashMap.newKeySet();

  private final Map<String, Boolean> refused =
      Collections.synchronizedMap(new RecentEntries<>(MOST_REFUSED));

  BasicAuthenticator(Map<String, String> users) {
    this(users, new GuessLimiter(System::nanoTime));
  }

  BasicAuthenticator(Map<String, String> users, GuessLimiter guesses) {
    this.users = Map.copyOf(users);
    this.guesses = guesses;
    new SecureRandom().nextBytes(key);
  }

  /// What becomes of a request.
  enum Admission {
    /// The credentials are those of a user.
    ADMITTED,
    /// They are not.
    REFUSED,
    /// They were not checked: the address has guessed too often.
    TOO_MANY_GUESSES
  }

  /// Whether credentials are required.
  boolean enabled() {
    return !users.isEmpty();
  }

  /// Checks `authorization`, the header's value, which came from `address`.
  Admission admit(@Nullable String authorization, String address) {
    return userPassword(authorization)
        .map(given -> admit(given, address))
        .orElse(Admission.REFUSED);
  }

  private Admission admit(UserPassword given, String address) {
    String digest = digest(given);
    Admission known = remembered(digest, address);
    if (known != null) {
      return known;
    }
    hashing.lock();
    try {
      Admission meanwhile = remembered(digest, address);
      return meanwhile != null ? meanwhile : check(given, digest, address);
    } finally {
      hashing.unlock();
    }
  }

  /// What needs no hash.
  private @Nullable Admission remembered(String digest, String address) {
    if (admitted.contains(digest)) {
      return Admission.ADMITTED;
    }
    if (refused.containsKey(digest)) {
      return Admission.REFUSED;
    }
    return guesses.allows(address) ? null : Admission.TOO_MANY_GUESSES;
  }

  private Admission check(UserPassword given, String digest, String address) {
    if (matches(given) && users.containsKey(given.user())) {
      admitted.add(digest);
      return Admission.ADMITTED;
    }
    refused.put(digest, true);
    guesses.wrong(address);
    return Admission.REFUSED;
  }

  private boolean matches(UserPassword given) {
    String hash = users.getOrDefault(given.user(), UNKNOWN_USER);
    byte[] password = given.password().getBytes(StandardCharsets.UTF_8);
    return password.length <= MOST_BYTES
        && BCrypt.verifyer().verify(password, hash.getBytes(StandardCharsets.US_ASCII)).verified;
  }

  private String digest(UserPassword given) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update(given.user().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of()
          .formatHex(mac.doFinal(given.password().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java runtime has HmacSHA256
    }
  }

  private static Optional<UserPassword> userPassword(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(authorization.substring(6).trim()),
              StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new UserPassword(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// User name and password as received; never printed.
  private record UserPassword(String user, String password) {
    @Override
    public String toString() {
      return "UserPassword[" + user.length() + " + " + password.length() + " characters]";
    }
  }
}
