package why401.config.hocon;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A digest that tells whether a file still says the same.
public final class Digest {
  /// Of a file that is not there.
  public static final String ABSENT = "";

  private Digest() {}

  public static String of(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: every Java runtime has it)", e);
    }
  }
}
