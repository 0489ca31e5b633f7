package why401.credential.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import why401.io.Sha256;

/// A value that must not leave the process: a password, key, token or cookie.
///
/// `toString` masks it; [#reveal] returns it to the code that sends it, and is called only there
/// (enforced by the architecture test).
public final class Secret {
  private final String value;
  private volatile @Nullable String fingerprint;
  private volatile @Nullable Keyed lasting;

  /// A fingerprint under a key other than that of the process.
  private record Keyed(FingerprintKey key, String text) {}

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
      known = FingerprintKey.PROCESS.of(value);
      fingerprint = known;
    }
    return known;
  }

  /// Equal for equal secrets under `key`, and otherwise meaningless.
  public String fingerprint(FingerprintKey key) {
    if (key.equals(FingerprintKey.PROCESS)) {
      return fingerprint();
    }
    Keyed known = lasting;
    if (known == null || !known.key().equals(key)) {
      known = new Keyed(key, key.of(value));
      lasting = known;
    }
    return known.text();
  }

  /// SHA-256 in hexadecimal, by which earlier versions recognised a token after a restart. It is
  /// only compared: what is written now is keyed.
  public String sha256() {
    return Sha256.of(value);
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
