package why401.credential.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A random key of fingerprints. Those of one key are equal for equal secrets; without the key they
/// cannot be searched for offline, however weak the secret is. Keys are equal if their fingerprints
/// are.
public final class FingerprintKey {
  /// The key of this process, for logs and comparisons in memory.
  public static final FingerprintKey PROCESS = new FingerprintKey(randomOctets(), 4);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int OCTETS = 32;
  private static final int KEPT = 16;

  private final byte[] key;
  private final int length;

  private FingerprintKey(byte[] key, int length) {
    this.key = key;
    this.length = length;
  }

  /// A new one, for fingerprints that outlive the process.
  public static FingerprintKey random() {
    return new FingerprintKey(randomOctets(), KEPT);
  }

  /// The one that [#encoded] gave.
  ///
  /// @throws IllegalArgumentException if it is none
  public static FingerprintKey decode(String encoded) {
    byte[] key = HexFormat.of().parseHex(encoded.strip());
    if (key.length != OCTETS) {
      throw new IllegalArgumentException("key: wrong length (expected: 32 octets)");
    }
    return new FingerprintKey(key, KEPT);
  }

  /// The key itself, in hexadecimal, for a file that only its owner reads.
  public String encoded() {
    return HexFormat.of().formatHex(key);
  }

  /// The fingerprint of `text` in hexadecimal: 8 digits within the process, 32 beyond it.
  String of(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "HmacSHA256: missing (expected: every Java runtime has it)", e);
    }
  }

  private static byte[] randomOctets() {
    byte[] key = new byte[OCTETS];
    new SecureRandom().nextBytes(key);
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FingerprintKey that
        && length == that.length
        && MessageDigest.isEqual(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return "FingerprintKey";
  }
}
