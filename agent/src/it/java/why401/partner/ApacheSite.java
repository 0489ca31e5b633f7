package why401.partner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What an [ApacheServer] does below one path. Users are given as name to password.
public sealed interface ApacheSite {

  /// The realm of every challenge.
  String REALM = "why401 partners";

  /// Answers 200 to everybody.
  record Open() implements ApacheSite {}

  /// HTTP Basic (mod_auth_basic, RFC 7617).
  record Basic(Map<String, String> users) implements ApacheSite {

    public Basic {
      users = Map.copyOf(users);
    }
  }

  /// HTTP Digest with MD5 (mod_auth_digest).
  ///
  /// @param nonceLifetime how long a nonce is good, in whole seconds; then the server says
  ///   `stale=true`
  record Digest(Map<String, String> users, Duration nonceLifetime) implements ApacheSite {

    public Digest {
      users = Map.copyOf(users);
    }
  }

  /// HTTP Basic for members of one group (mod_authz_groupfile).
  ///
  /// @param members the users in the group
  /// @param forbidden whether a known user outside the group is answered with 403; with 401,
  ///   httpd's default, when false
  record Group(Map<String, String> users, Set<String> members, boolean forbidden)
      implements ApacheSite {

    public Group {
      users = Map.copyOf(users);
      members = Set.copyOf(members);
    }
  }

  /// A login form with a session in an encrypted cookie (mod_auth_form, mod_session_cookie,
  /// mod_session_crypto): POST `httpd_username` and `httpd_password` to `PATH-login`. Without a
  /// session: a redirect to `PATH-form`, or a 401.
  ///
  /// @param sessionLife after which a session is refused, in whole seconds
  /// @param redirect whether a request without a session is redirected to the form
  /// @param cookieKey the server's key: sessions under another key are not read any more
  record FormLogin(
      Map<String, String> users, Duration sessionLife, boolean redirect, String cookieKey)
      implements ApacheSite {

    public FormLogin {
      users = Map.copyOf(users);
    }
  }

  /// A CGI program that checks Basic credentials itself. httpd keeps the `Authorization` header
  /// from CGI programs unless told otherwise.
  ///
  /// @param passAuthorization whether it is told otherwise (`CGIPassAuth`)
  /// @param telling whether the program says if a credential is missing or wrong
  record Cgi(Map<String, String> users, boolean passAuthorization, boolean telling)
      implements ApacheSite {

    public Cgi {
      users = Map.copyOf(users);
    }

    public Cgi(Map<String, String> users, boolean passAuthorization) {
      this(users, passAuthorization, false);
    }
  }

  /// A reverse proxy (mod_proxy_http).
  ///
  /// @param target URL of the server behind
  /// @param keepAuthorization whether the `Authorization` header goes with it
  record Proxy(String target, boolean keepAuthorization) implements ApacheSite {}

  /// HTTP Basic behind a web application firewall (mod_security2).
  ///
  /// @param rules in the server's own context; they judge a request before its password is read
  record Firewall(Map<String, String> users, String rules) implements ApacheSite {

    public Firewall {
      users = Map.copyOf(users);
    }
  }

  /// Kerberos (mod_auth_gssapi, RFC 4559).
  ///
  /// @param keytab with the keys of its service principal, readable by the server's user
  record Kerberos(Path keytab) implements ApacheSite {}

  /// A page behind directives of one's own.
  record Own(String directives) implements ApacheSite {}

  /// The same site with one password changed or one user added.
  default ApacheSite withPassword(String user, String password) {
    return switch (this) {
      case Basic it -> new Basic(with(it.users(), user, password));
      case Digest it -> new Digest(with(it.users(), user, password), it.nonceLifetime());
      case Group it -> new Group(with(it.users(), user, password), it.members(), it.forbidden());
      case FormLogin it ->
          new FormLogin(
              with(it.users(), user, password), it.sessionLife(), it.redirect(), it.cookieKey());
      case Cgi it ->
          new Cgi(with(it.users(), user, password), it.passAuthorization(), it.telling());
      case Firewall it -> new Firewall(with(it.users(), user, password), it.rules());
      case Open _, Proxy _, Own _, Kerberos _ ->
          throw new IllegalArgumentException(
              "site: " + getClass().getSimpleName() + " (expected: one with users)");
    };
  }

  private static Map<String, String> with(Map<String, String> users, String user, String password) {
    var changed = new HashMap<>(users);
    changed.put(user, password);
    return changed;
  }
}
