package why401.credential;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import why401.credential.MessageSignature.KeyFormat;
import why401.credential.secret.Secret;

/// A key that signer and verifier share, as it is written down.
public record SharedKey(Secret written, KeyFormat encoding) {
  private static final Pattern ENCODED =
      Pattern.compile("[0-9a-fA-F]{64}|[0-9a-fA-F]{128}|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==");

  /// Why no key can be read out of it, without quoting it; empty if one can.
  public Optional<String> obstacle() {
    try {
      return bytes().length > 0 ? Optional.empty() : Optional.of("the key is empty");
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "the key is not %s, as key-encoding says"
              .formatted(encoding.name().toLowerCase(Locale.ROOT)));
    }
  }

  /// HMAC-SHA-256 of `text`.
  public byte[] mac(String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(bytes(), "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether `key` reads as if its bytes were written down in Base64 or hexadecimal: as many as a
  /// generated key has.
  public static boolean looksEncoded(Secret key) {
    return ENCODED.matcher(key.reveal().strip()).matches();
  }

  private byte[] bytes() {
    String text = written.reveal();
    return switch (encoding) {
      case TEXT -> text.getBytes(StandardCharsets.UTF_8);
      case BASE64 -> Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
      case HEX -> HexFormat.of().parseHex(text.strip());
    };
  }
}
