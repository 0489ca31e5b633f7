package why401.io;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import why401.credential.secret.Secret;

/// SHA-256, to recognise a token on disk after a restart.
public final class Sha256 {
  private Sha256() {}

  public static String of(Secret secret) {
    return of(secret.reveal());
  }

  public static String of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: every Java runtime has it)", e);
    }
  }
}
