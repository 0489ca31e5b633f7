package why401.config.reader;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.AssertionSigning;
import why401.credential.secret.SecretSource;

/// Reads what a signed assertion needs.
final class SigningReader {
  /// Asymmetric algorithms of RFC 7518 and RFC 8037.
  private static final Set<String> ALGORITHMS =
      new TreeSet<>(
          Set.of(
              "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
              "EdDSA"));

  private SigningReader() {}

  static @Nullable String algorithm(Section section) {
    Value value = section.find("algorithm");
    String algorithm = value == null ? null : value.line();
    if (value != null && algorithm != null && !ALGORITHMS.contains(algorithm)) {
      value.refuse(String.join(" | ", ALGORITHMS));
    }
    return algorithm;
  }

  /// The claims of an assertion grant (RFC 7523, 3).
  static @Nullable AssertionSigning read(@Nullable Section section) {
    if (section == null) {
      return null;
    }
    SecretSource key = SecretReader.require(section, "key");
    String keyId = section.text("key-id");
    String algorithm = algorithm(section);
    String issuer = section.requireText("issuer", "the assertion's claim iss");
    String subject = section.requireText("subject", "the assertion's claim sub");
    String audience = section.text("audience");
    return key == null
        ? null
        : new AssertionSigning(key, keyId, algorithm, issuer, subject, audience);
  }
}
