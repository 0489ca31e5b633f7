package why401.partner;

import java.util.stream.Collectors;

/// Writes the files of one [ApacheSite] and the part of `httpd.conf` that serves it.
///
/// @param folder where the files go
/// @param path below which the site is served, such as `/basic`
record ApacheSiteText(PartnerFolder folder, String path) {

  /// Writes the files that httpd reads again for every request: a changed password needs no reload.
  void writeUsers(ApacheSite site) {
    switch (site) {
      case ApacheSite.Basic it -> folder.write(users(), PasswordFile.basic(it.users()));
      case ApacheSite.Digest it ->
          folder.write(users(), PasswordFile.digest(ApacheSite.REALM, it.users()));
      case ApacheSite.Group it -> {
        folder.write(users(), PasswordFile.basic(it.users()));
        folder.write(groups(), "allowed: " + String.join(" ", it.members()) + "\n");
      }
      case ApacheSite.FormLogin it -> folder.write(users(), PasswordFile.basic(it.users()));
      case ApacheSite.Firewall it -> folder.write(users(), PasswordFile.basic(it.users()));
      case ApacheSite.Cgi it ->
          folder.write(program(), cgi(it)).toFile().setExecutable(true, false);
      case ApacheSite.Open _, ApacheSite.Proxy _, ApacheSite.Own _, ApacheSite.Kerberos _ -> {}
    }
  }

  String configuration(ApacheSite site) {
    return switch (site) {
      case ApacheSite.Open _ -> page() + location(path, "Require all granted");
      case ApacheSite.Own it -> page() + location(path, it.directives());
      case ApacheSite.Kerberos it ->
          page()
              + location(
                  path,
                  "AuthType GSSAPI\nAuthName \"%s\"\nGssapiCredStore keytab:%s\nGssapiAllowedMech krb5\nRequire valid-user"
                      .formatted(ApacheSite.REALM, it.keytab()));
      case ApacheSite.Basic _ -> page() + location(path, basic() + "Require valid-user");
      case ApacheSite.Firewall it ->
          it.rules() + "\n" + page() + location(path, basic() + "Require valid-user");
      case ApacheSite.Digest it ->
          page()
              + location(
                  path,
                  "AuthType Digest\nAuthName \"%s\"\nAuthDigestProvider file\nAuthUserFile %s\nAuthDigestNonceLifetime %d\nRequire valid-user"
                      .formatted(ApacheSite.REALM, file(users()), it.nonceLifetime().toSeconds()));
      case ApacheSite.Group it ->
          page()
              + location(
                  path,
                  basic()
                      + "AuthGroupFile %s\nRequire group allowed\nAuthzSendForbiddenOnFailure %s"
                          .formatted(file(groups()), it.forbidden() ? "On" : "Off"));
      case ApacheSite.FormLogin it -> form(it);
      case ApacheSite.Cgi it ->
          "ScriptAliasMatch \"^%s(/.*)?$\" %s\n".formatted(path, file(program()))
              + location(
                  path,
                  "Require all granted\nCGIPassAuth " + (it.passAuthorization() ? "On" : "Off"));
      case ApacheSite.Proxy it ->
          "ProxyPass %s %s\n".formatted(path, it.target())
              + location(
                  path,
                  "Require all granted"
                      + (it.keepAuthorization() ? "" : "\nRequestHeader unset Authorization"));
    };
  }

  private String form(ApacheSite.FormLogin it) {
    String session =
        """
        Session On
        SessionCookieName session%s path=/;HttpOnly
        SessionCryptoPassphrase "%s"
        SessionMaxAge %d
        AuthType form
        AuthName "%s"
        AuthFormProvider file
        AuthUserFile %s
        """
            .formatted(
                id(),
                it.cookieKey(),
                it.sessionLife().toSeconds(),
                ApacheSite.REALM,
                file(users()));
    String without = it.redirect() ? "AuthFormLoginRequiredLocation %s-form\n".formatted(path) : "";
    String loginPage =
        "<form method=post action=%s-login>User <input name=httpd_username> Password <input type=password name=httpd_password></form>"
            .formatted(path);
    folder.write(id() + "-form.html", loginPage);
    return page()
        + "AliasMatch \"^%s-form$\" %s\n".formatted(path, file(id() + "-form.html"))
        + location(path + "-form", "Require all granted")
        + location(
            path + "-login",
            session
                + "SetHandler form-login-handler\nRequire all granted\nAuthFormLoginSuccessLocation %s"
                    .formatted(path))
        + location(path, session + without + "Require valid-user");
  }

  private String basic() {
    return "AuthType Basic\nAuthName \"%s\"\nAuthBasicProvider file\nAuthUserFile %s\n"
        .formatted(ApacheSite.REALM, file(users()));
  }

  /// One page at the path and anywhere below.
  private String page() {
    folder.write(id() + ".html", "<title>%s</title>welcome to %s\n".formatted(path, path));
    return "AliasMatch \"^%s(/.*)?$\" %s\n".formatted(path, file(id() + ".html"));
  }

  private static String location(String path, String directives) {
    return "<LocationMatch \"^%s(/.*)?$\">\n%s\n</LocationMatch>\n".formatted(path, directives);
  }

  private static String cgi(ApacheSite.Cgi site) {
    String accepted =
        site.users().entrySet().stream()
            .map(it -> "\"" + PlainHttp.basic(it.getKey(), it.getValue()) + "\"")
            .collect(Collectors.joining("|"));
    return """
    #!/bin/sh
    no() { printf 'Status: 401 Unauthorized\\nWWW-Authenticate: Basic realm="%s"\\nContent-Type: text/plain\\n\\n%%s\\n' "$1"; }
    case "$HTTP_AUTHORIZATION" in
    %s) printf 'Content-Type: text/plain\\n\\nwelcome\\n' ;;
    "") no "%s" ;;
    *) no "%s" ;;
    esac
    """
        .formatted(
            ApacheSite.REALM,
            accepted,
            site.telling() ? "no credentials in the request" : "no",
            site.telling() ? "unknown user or wrong password" : "no");
  }

  private String file(String name) {
    return folder.work().resolve(name).toString();
  }

  private String users() {
    return id() + ".users";
  }

  private String groups() {
    return id() + ".groups";
  }

  private String program() {
    return id() + ".cgi";
  }

  private String id() {
    return path.substring(1).replace('/', '-');
  }
}
