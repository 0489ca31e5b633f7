package why401.partner;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// The texts of the files that Apache httpd and nginx read users from.
final class PasswordFile {

  private PasswordFile() {}

  /// As `htpasswd -s` writes it; both servers read this format.
  static String basic(Map<String, String> users) {
    return lines(
        users,
        (user, password) ->
            user + ":{SHA}" + Base64.getEncoder().encodeToString(hash("SHA-1", password)));
  }

  /// As `htdigest` writes it: the realm is part of the hash (RFC 7616, A1).
  static String digest(String realm, Map<String, String> users) {
    return lines(
        users,
        (user, password) -> {
          String a1 = user + ":" + realm + ":" + password;
          return user + ":" + realm + ":" + HexFormat.of().formatHex(hash("MD5", a1));
        });
  }

  private static String lines(Map<String, String> users, BiFunction<String, String, String> line) {
    return users.entrySet().stream()
        .map(it -> line.apply(it.getKey(), it.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static byte[] hash(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
