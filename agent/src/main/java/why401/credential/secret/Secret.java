package why401.credential.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import why401.io.Sha256;

/// A value that must not leave the process: a password, key, token or cookie.
///
/// `toString` masks it; [#reveal] returns it to the code that sends it, and is called only there
/// (enforced by the architecture test).
public final class Secret {
  /// Keyed per process, so that a fingerprint in a log cannot be searched for offline.
  private static final byte[] KEY = newKey();

  private final String value;
  private volatile @Nullable String fingerprint;

  private Secret(String value) {
    this.value = value;
  }

  /// Wraps `value` unchanged.
  public static Secret of(String value) {
    return new Secret(value);
  }

  /// The value itself, to be sent.
  public String reveal() {
    return value;
  }

  /// Whether it is empty.
  public boolean isEmpty() {
    return value.isEmpty();
  }

  /// Eight hex digits that are equal for equal secrets within this process and are otherwise
  /// meaningless.
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known = digest();
      fingerprint = known;
    }
    return known;
  }

  /// SHA-256 in hexadecimal, to recognise the secret after a restart.
  public String sha256() {
    return Sha256.of(value);
  }

  private String digest() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      byte[] digest = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "HmacSHA256: missing (expected: every Java runtime has it)", e);
    }
  }

  private static byte[] newKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return fingerprint().hashCode();
  }

  @Override
  public String toString() {
    return "Secret[" + value.length() + " chars]";
  }
}
