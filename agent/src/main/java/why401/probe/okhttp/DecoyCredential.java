package why401.probe.okhttp;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.token.Credentials;
import why401.token.SessionCookie;

/// Makes a credential of the same form that belongs to no account; the real user's name is never in
/// it.
final class DecoyCredential {
  private static final SecureRandom RANDOM = new SecureRandom();

  private DecoyCredential() {}

  static Credentials like(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Basic _ -> new Credentials.Basic(nobody(), Secret.of(hex(8)));
      case Credentials.Digest _ -> new Credentials.Digest(nobody(), Secret.of(hex(8)));
      case Credentials.Key key -> key(key);
      case Credentials.StaticBearer bearer ->
          new Credentials.StaticBearer(token(bearer.value()), bearer.placement());
      case Credentials.AccessToken access ->
          new Credentials.StaticBearer(token(access.value()), access.placement());
      case Credentials.Session session ->
          new Credentials.Key(
              Credential.Placement.COOKIE,
              session.token().cookies().stream()
                  .map(SessionCookie::name)
                  .sorted()
                  .findFirst()
                  .orElse("session"),
              Secret.of(hex(16)));
      case Credentials.Signed signed ->
          signed
              .signer()
              .decoy()
              .<Credentials>map(signer -> new Credentials.Signed(signer, null))
              .orElseGet(Credentials.None::new);
      // A made-up user counts as a refused attempt at a login; an empty request does not.
      case Credentials.Body _, Credentials.None _ -> new Credentials.None();
    };
  }

  /// In the form of the real one, since the target may take no notice of another.
  private static Credentials key(Credentials.Key key) {
    String value = key.value().reveal();
    String bare = value.substring(key.prefix().length());
    return switch (key.scheme()) {
      case "Basic" -> new Credentials.Basic(nobody(), Secret.of(hex(8)));
      case "Bearer" -> carrying(key, key.prefix() + token(Secret.of(bare)).reveal());
      case "cookie" -> carrying(key, value.replaceFirst("=.*", "") + "=" + hex(16));
      default -> carrying(key, key.prefix() + letters(bare.length()));
    };
  }

  private static Credentials carrying(Credentials.Key key, String value) {
    return new Credentials.Key(key.in(), key.parameter(), Secret.of(value));
  }

  private static String nobody() {
    return "why401-nobody-" + hex(6);
  }

  /// An unsigned JWT in place of a JWT, letters in place of letters.
  private static Secret token(Secret real) {
    String value = real.reveal();
    if (value.chars().filter(c -> c == '.').count() != 2) {
      return Secret.of(letters(value.length()));
    }
    String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + hex(8) + "\"}";
    String claims =
        "{\"iss\":\"https://why401.invalid\",\"sub\":\"" + nobody() + "\",\"exp\":4102444800}";
    byte[] signature = new byte[256];
    RANDOM.nextBytes(signature);
    return Secret.of(
        base64(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(claims.getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(signature));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static String letters(int length) {
    return RANDOM
        .ints(Math.clamp(length, 8, 256), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
