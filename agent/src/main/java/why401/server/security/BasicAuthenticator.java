package why401.server.security;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Checks HTTP Basic (RFC 7617) against bcrypt hashes.
///
/// A verdict is remembered under a keyed digest of the credentials, since bcrypt is slow on purpose
/// and a scraper comes every few seconds. An unknown user costs as much as a known one. One hash is
/// computed at a time, so that guessing cannot take the machine.
final class BasicAuthenticator {
  private static final int MOST_VERDICTS = 256;
  private static final int MOST_BYTES = 72; // what bcrypt reads
  private static final String HMAC = "HmacSHA256";

  /// Computed for an unknown user.
  private static final String UNKNOWN_USER =
      "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

  private final Map<String, String> users;
  private final byte[] key = new byte[32];
  private final ReentrantLock hashing = new ReentrantLock();
  private final Map<String, Boolean> verdicts =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST_VERDICTS;
            }
          });

  BasicAuthenticator(Map<String, String> users) {
    this.users = Map.copyOf(users);
    new SecureRandom().nextBytes(key);
  }

  /// Whether credentials are required.
  boolean enabled() {
    return !users.isEmpty();
  }

  /// Whether `authorization`, the header's value, is that of a user.
  boolean authenticates(@Nullable String authorization) {
    return userPassword(authorization).map(this::verdict).orElse(false);
  }

  private boolean verdict(UserPassword given) {
    String digest = digest(given);
    Boolean known = verdicts.get(digest);
    if (known != null) {
      return known;
    }
    hashing.lock();
    try {
      Boolean meanwhile = verdicts.get(digest);
      if (meanwhile != null) {
        return meanwhile;
      }
      boolean admitted = matches(given) && users.containsKey(given.user());
      verdicts.put(digest, admitted);
      return admitted;
    } finally {
      hashing.unlock();
    }
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
