package why401.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import why401.credential.Secret;

/// SHA-256, to recognise a token on disk after a restart.
final class Hash {
  private Hash() {}

  static String of(Secret secret) {
    return of(secret.reveal());
  }

  static String of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: every Java runtime has it)", e);
    }
  }
}
