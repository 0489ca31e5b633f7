package why401.cli.curl;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.token.Credentials;

/// Credentials and the command-line option that they came from; empty for none.
record CurlCredential(String option, Credentials credentials) {
  private static final Set<String> KEY_HEADERS =
      Set.of(
          "cookie", "x-api-key", "api-key", "apikey", "x-auth-token", "private-token", "x-token");

  private static final Set<String> KEY_PARAMETERS =
      Set.of("api_key", "apikey", "api-key", "key", "access_token", "token", "appid");

  /// The credential in a header; null if it holds none.
  static @Nullable CurlCredential inHeader(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("authorization")) {
      return new CurlCredential("-H " + name, authorization(name, value));
    }
    return KEY_HEADERS.contains(lower)
        ? new CurlCredential(
            "-H " + name, new Credentials.Key(Credential.Placement.HEADER, name, Secret.of(value)))
        : null;
  }

  /// The credential in the query of `url`, under one of the names that APIs give it; null if there
  /// is none.
  static @Nullable CurlCredential inQuery(URI url) {
    String query = url.getRawQuery() == null ? "" : url.getRawQuery();
    for (String field : query.split("&", -1)) {
      String name = field.replaceFirst("=.*", "");
      if (KEY_PARAMETERS.contains(name.toLowerCase(Locale.ROOT))
          && field.length() > name.length() + 1) {
        String value =
            URLDecoder.decode(field.substring(name.length() + 1), StandardCharsets.UTF_8);
        return new CurlCredential(
            "URL " + name, new Credentials.Key(Credential.Placement.QUERY, name, Secret.of(value)));
      }
    }
    return null;
  }

  private static Credentials authorization(String name, String value) {
    if (value.startsWith("Bearer ")) {
      return new Credentials.StaticBearer(Secret.of(value.substring(7)));
    }
    if (value.equals("Bearer")) {
      return new Credentials.StaticBearer(Secret.of(""));
    }
    if (value.startsWith("Basic ")) {
      try {
        byte[] pair = Base64.getDecoder().decode(value.substring(6));
        String[] parts = new String(pair, StandardCharsets.UTF_8).split(":", 2);
        if (parts.length == 2 && encoded(parts).equals(value.substring(6))) {
          return new Credentials.Basic(parts[0], Secret.of(parts[1]));
        }
      } catch (IllegalArgumentException e) {
        // Sent unchanged: invalid Base64 may be the fault.
      }
    }
    // Unchanged, since the spelling of the scheme or the encoding of the pair may be the fault.
    return new Credentials.Key(Credential.Placement.HEADER, name, Secret.of(value));
  }

  private static String encoded(String[] pair) {
    return Base64.getEncoder()
        .encodeToString((pair[0] + ":" + pair[1]).getBytes(StandardCharsets.UTF_8));
  }
}
