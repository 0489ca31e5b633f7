package why401.diagnosis.credential;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretDefect;
import why401.token.Credentials;

/// Takes stray blanks, line breaks, quotes and prefixes away from a secret.
final class CredentialCleaner {
  private static final int SHORTEST = 40;

  private CredentialCleaner() {}

  static Optional<Credentials> of(Credentials credentials) {
    return switch (credentials) {
      case Credentials.None none -> Optional.empty();
      case Credentials.Session session -> Optional.empty();
      case Credentials.Body body -> Optional.empty();
      case Credentials.Signed signed -> cleaned(signed);
      case Credentials.Basic basic ->
          cleaned(basic.password(), secret -> new Credentials.Basic(basic.username(), secret));
      case Credentials.Digest digest ->
          cleaned(digest.password(), secret -> new Credentials.Digest(digest.username(), secret));
      case Credentials.Key key -> cleaned(key, key.prefix());
      case Credentials.StaticBearer bearer ->
          cleaned(bearer.value(), value -> new Credentials.StaticBearer(value, bearer.placement()));
      case Credentials.AccessToken access ->
          cleaned(access.value(), value -> new Credentials.StaticBearer(value, access.placement()));
    };
  }

  private static Optional<Credentials> cleaned(Credentials.Key key, String prefix) {
    return cleaned(
        Secret.of(key.value().reveal().substring(prefix.length())),
        secret ->
            new Credentials.Key(key.in(), key.parameter(), Secret.of(prefix + secret.reveal())));
  }

  /// The first of its secrets is the key.
  private static Optional<Credentials> cleaned(Credentials.Signed signed) {
    return signed.secrets().stream()
        .findFirst()
        .flatMap(CredentialCleaner::cleaned)
        .flatMap(signed.signer()::with)
        .map(signer -> new Credentials.Signed(signer, signed.token()));
  }

  private static Optional<Credentials> cleaned(Secret secret, Function<Secret, Credentials> with) {
    return cleaned(secret).map(with);
  }

  private static Optional<Secret> cleaned(Secret secret) {
    String before = secret.reveal();
    String after = clean(before);
    return after.equals(before) || after.isEmpty()
        ? Optional.empty()
        : Optional.of(Secret.of(after));
  }

  /// To a fixed point, since damage comes in layers: a quoted value with a line break inside.
  private static String clean(String value) {
    String text = value;
    String last;
    do {
      last = text;
      text = text.replaceAll("[\r\n]", "").strip();
      text = CredentialInspector.PREFIX.matcher(text).replaceFirst("");
      text = decoded(text).orElse(text);
      text = CredentialInspector.quoted(text) ? text.substring(1, text.length() - 1) : text;
    } while (!text.equals(last));
    return text;
  }

  /// The JWT of which `text` is a Base64 encoding, as Kubernetes shows secrets.
  static Optional<String> decoded(String text) {
    if (text.indexOf('.') >= 0 || text.length() < SHORTEST) {
      return Optional.empty();
    }
    try {
      String plain =
          new String(
              Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')),
              StandardCharsets.ISO_8859_1);
      return Optional.of(plain.strip()).filter(CredentialCleaner::likeJwt);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static boolean likeJwt(String text) {
    return SecretDefect.beginsLikeJwt(text) && text.chars().filter(c -> c == '.').count() >= 2;
  }
}
