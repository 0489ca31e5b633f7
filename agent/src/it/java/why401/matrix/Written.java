package why401.matrix;

import java.nio.file.Path;
import why401.partner.KeycloakRealm;
import why401.partner.NginxTls;

/// Credentials as the configuration writes them.
final class Written {
  private Written() {}

  static String basic(Path password) {
    return "type = basic, username = probe, password { file = \"%s\" }".formatted(password);
  }

  static String digest(Path password) {
    return "type = digest, username = probe, password { file = \"%s\" }".formatted(password);
  }

  static String apiKey(Path value) {
    return "type = api-key, in = header, name = X-API-Key, value { file = \"%s\" }"
        .formatted(value);
  }

  static String bearer(Path token, KeycloakRealm realm) {
    return "type = bearer, token { file = \"%s\" }, issuer = \"%s\""
        .formatted(token, realm.issuer());
  }

  static String bearer(Path token) {
    return "type = bearer, token { file = \"%s\" }".formatted(token);
  }

  static String client(KeycloakRealm realm, String client, Path secret, String... more) {
    return "type = client-credentials, issuer = \"%s\", client-id = %s, client-secret { file = \"%s\" }, client-auth = post\n%s"
        .formatted(realm.issuer(), client, secret, String.join("\n", more));
  }

  static String user(
      KeycloakRealm realm, String client, Path secret, String user, Path password, String... more) {
    return client(realm, client, secret, more)
            .replace("type = client-credentials", "type = password")
        + "\nusername = %s, password { file = \"%s\" }".formatted(user, password);
  }

  static String refresh(
      KeycloakRealm realm, String client, Path secret, Path refreshToken, String... more) {
    return client(realm, client, secret, more)
            .replace("type = client-credentials", "type = refresh-token, ephemeral = true")
        + "\nrefresh-token { file = \"%s\" }".formatted(refreshToken);
  }

  static String form(String login, String cookie, Path password) {
    return "type = form-login, login-url = \"%s\", fields { httpd_username = probe, httpd_password { file = \"%s\" } }, success { cookie = %s }"
        .formatted(login, password, cookie);
  }

  /// For a probe: by the proxy, with a password for it.
  static String proxy(String url, String user, Path password) {
    return "proxy { url = \"%s\", username = %s, password { file = \"%s\" } }"
        .formatted(url, user, password);
  }

  /// For a probe: a server of the lab's authority.
  static String tls(NginxTls tls) {
    return "tls { ca = \"%s\" }".formatted(tls.ca());
  }

  /// For a probe: the same, and a certificate of one's own.
  static String tls(NginxTls tls, NginxTls.Client own) {
    return "tls { ca = \"%s\", cert = \"%s\", key = \"%s\" }"
        .formatted(tls.ca(), own.certificate(), own.key());
  }

  /// A client of an identity provider that is known by its token endpoint alone.
  static String clientAt(String tokenUrl, String client, Path secret) {
    return "type = client-credentials, token-url = \"%s\", client-id = %s, client-secret { file = \"%s\" }"
        .formatted(tokenUrl, client, secret);
  }
}
