package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.likely;
import static why401.matrix.Expected.possible;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import why401.cause.Cause;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;

/// Apache httpd: Basic, Digest, rights, CGI, proxy.
final class ApacheScenarios {
  private static final Map<String, String> USERS = Map.of("probe", "right", "other", "else");
  private static final Duration LONG = Duration.ofMinutes(10);

  private ApacheScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "basic: password changed at the server",
            new Truth(
                "Apache httpd, mod_auth_basic",
                "htpasswd sets another password",
                "the same password was good until now, controls show that everybody is answered"
                    + " alike: mostly the password, though a lock or a lost header looks the same"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              String path = basic(stage, "right");
              stage.lab.apache.setPassword(path, "probe", "changed");
              stage.refused();
            }),
        new Scenario(
            "basic: password changed in the agent's secret",
            new Truth(
                "Apache httpd, mod_auth_basic",
                "the secret file gets a wrong password",
                "`changed` shows that the secret is another one since the last good run"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              String path = serve(stage, new ApacheSite.Basic(USERS));
              Path secret = stage.file("right");
              agent(stage, Written.basic(secret), path);
              stage.good(2);
              stage.write(secret, "wrong");
              stage.refused();
            }),
        new Scenario(
            "basic: line break inside the password file",
            new Truth(
                "Apache httpd, mod_auth_basic",
                "an editor adds an empty line to the secret file",
                "the secret has a line break; without it the server accepts it"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> {
              String path = serve(stage, new ApacheSite.Basic(USERS));
              Path secret = stage.file("right");
              agent(stage, Written.basic(secret), path);
              stage.good(2);
              stage.write(secret, "right\n\n");
              stage.refused();
            }),
        new Scenario(
            "basic: quotes around the password",
            new Truth(
                "Apache httpd, mod_auth_basic",
                "a template writes the secret with its quotes",
                "the secret is quoted; without the quotes the server accepts it"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> {
              String path = serve(stage, new ApacheSite.Basic(USERS));
              agent(stage, Written.basic(stage.file("\"right\"")), path);
              stage.refused();
            }),
        new Scenario(
            "basic: user removed",
            new Truth(
                "Apache httpd, mod_auth_basic",
                "the line of the user goes from the password file",
                "as a changed password: httpd says the same"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              String path = basic(stage, "right");
              stage.lab.apache.serve(path, new ApacheSite.Basic(Map.of("other", "else")));
              stage.refused();
            }),
        new Scenario(
            "basic: password file empty, all users refused",
            new Truth(
                "Apache httpd, mod_auth_basic",
                "a deployment leaves an empty password file",
                "another user of the same server is refused since the same moment: not this"
                    + " password, but the server's list"),
            likely(Cause.SERVER_MISCONFIGURED),
            stage -> {
              String path = serve(stage, new ApacheSite.Basic(USERS));
              String url = stage.lab.apache.url(path);
              stage.agent(two(stage, url, stage.file("right"), stage.file("else")));
              stage.good(2);
              stage.agent().run("q");
              stage.lab.apache.serve(path, new ApacheSite.Basic(Map.of("nobody", "x")));
              stage.agent().run("q");
              stage.refused();
            }),
        new Scenario(
            "basic: server demands Digest now",
            new Truth(
                "Apache httpd, mod_auth_digest",
                "AuthType Basic becomes Digest",
                "the challenge offers only Digest, and the answer to nobody is the same"),
            likely(Cause.SCHEME_NOT_ACCEPTED),
            stage -> {
              String path = basic(stage, "right");
              stage.lab.apache.serve(path, new ApacheSite.Digest(USERS, LONG));
              stage.refused();
            }),
        new Scenario(
            "rights: Require fails with the right password (401)",
            new Truth(
                "Apache httpd, mod_authz_groupfile",
                "the user leaves the group; httpd answers 401 as for a wrong password",
                "the control resource still opens with the same password"),
            certain(Cause.INSUFFICIENT_SCOPE),
            stage -> {
              String path = group(stage, false);
              stage.lab.apache.serve(path, new ApacheSite.Group(USERS, Set.of("other"), false));
              stage.refused();
            }),
        new Scenario(
            "rights: Require fails with the right password, no control resource",
            new Truth(
                "Apache httpd, mod_authz_groupfile",
                "the user leaves the group; httpd answers 401 as for a wrong password",
                "not at all: it looks like a changed password, which is what mostly happens"),
            likely(Cause.CREDENTIALS_INVALID).really(Cause.INSUFFICIENT_SCOPE),
            stage -> {
              String path = serve(stage, new ApacheSite.Group(USERS, Set.of("probe"), false));
              agent(stage, Written.basic(stage.file("right")), path);
              stage.good(2);
              stage.lab.apache.serve(path, new ApacheSite.Group(USERS, Set.of("other"), false));
              stage.refused();
            }),
        new Scenario(
            "rights: Require fails, 403",
            new Truth(
                "Apache httpd, mod_authz_groupfile",
                "the user leaves the group; AuthzSendForbiddenOnFailure is on",
                "403 for us and 401 for nobody and nonsense: known, and not allowed"),
            certain(Cause.INSUFFICIENT_SCOPE),
            stage -> {
              String path = group(stage, true);
              stage.lab.apache.serve(path, new ApacheSite.Group(USERS, Set.of("other"), true));
              stage.refused();
            }),
        new Scenario(
            "digest: password changed at the server",
            new Truth(
                "Apache httpd, mod_auth_digest",
                "htdigest sets another password",
                "the answer to our digest is a new challenge without stale=true"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              String path = digest(stage);
              stage.lab.apache.setPassword(path, "probe", "changed");
              stage.refused();
            }),
        new Scenario(
            "digest: server demands Basic now",
            new Truth(
                "Apache httpd, mod_auth_basic",
                "AuthType Digest becomes Basic",
                "no Digest challenge comes, so Digest cannot begin"),
            certain(Cause.SCHEME_NOT_ACCEPTED),
            stage -> {
              String path = digest(stage);
              stage.lab.apache.serve(path, new ApacheSite.Basic(USERS));
              stage.refused();
            }),
        new Scenario(
            "cgi: httpd keeps the header from the program",
            new Truth(
                "Apache httpd, mod_cgid",
                "CGIPassAuth is switched off; the program never sees the header",
                "the program answers nobody, nonsense and us alike, as it also would with a"
                    + " changed password"),
            possible(Cause.CREDENTIALS_STRIPPED).or(Cause.CREDENTIALS_INVALID),
            stage -> {
              String path = serve(stage, new ApacheSite.Cgi(USERS, true));
              agent(stage, Written.basic(stage.file("right")), path);
              stage.good(2);
              stage.lab.apache.serve(path, new ApacheSite.Cgi(USERS, false));
              stage.refused();
            }),
        new Scenario(
            "proxy: mod_proxy drops the header before a JWT resource server",
            new Truth(
                "Apache httpd, mod_proxy; Spring Security behind",
                "RequestHeader unset Authorization",
                "Spring says the bare challenge of a missing token, to us as to nobody and to"
                    + " nonsense"),
            likely(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              String target = stage.lab.api.url("/things");
              String path = serve(stage, new ApacheSite.Proxy(target, true));
              Callers.client(stage, stage.lab.apache.url(path), "");
              stage.good(2);
              stage.lab.apache.serve(path, new ApacheSite.Proxy(target, false));
              stage.refused();
            }),
        new Scenario(
            "proxy: a gateway with passwords of its own is put in front",
            new Truth(
                "Apache httpd, mod_auth_basic; Spring Security behind",
                "Basic authentication is demanded where the API's own tokens were",
                "a bearer token was good, and only Basic is offered now"),
            likely(Cause.SCHEME_NOT_ACCEPTED),
            stage -> {
              String target = stage.lab.api.url("/things");
              String path = serve(stage, new ApacheSite.Proxy(target, true));
              Callers.client(stage, stage.lab.apache.url(path), "");
              stage.good(2);
              stage.lab.apache.serve(path, new ApacheSite.Basic(USERS));
              stage.refused();
            }),
        new Scenario(
            "anonymous: a public page gets a password",
            new Truth(
                "Apache httpd, mod_auth_basic",
                "Require all granted becomes valid-user",
                "the probe has no credential and the server demands one"),
            certain(Cause.CREDENTIALS_MISSING),
            stage -> {
              String path = serve(stage, new ApacheSite.Open());
              stage.agent("why401.probes.p { url = \"%s\" }".formatted(stage.lab.apache.url(path)));
              stage.good(2);
              stage.lab.apache.serve(path, new ApacheSite.Basic(USERS));
              stage.refused();
            }));
  }

  private static String two(Stage stage, String url, Path mine, Path others) {
    return "why401 { credentials { c { %s }\nd { type = basic, username = other, password { file = \"%s\" } } }\nprobes { p { url = \"%s\", credential = c }\nq { url = \"%s\", credential = d } } }"
        .formatted(Written.basic(mine), others, url, url);
  }

  private static String group(Stage stage, boolean forbidden) {
    String path = serve(stage, new ApacheSite.Group(USERS, Set.of("probe"), forbidden));
    String control = serve(stage, new ApacheSite.Basic(USERS));
    stage.agent(
        Stage.conf(
            Written.basic(stage.file("right")),
            stage.lab.apache.url(path),
            "control-url = \"" + stage.lab.apache.url(control) + "\""));
    stage.good(2);
    return path;
  }

  private static String basic(Stage stage, String password) {
    String path = serve(stage, new ApacheSite.Basic(USERS));
    agent(stage, Written.basic(stage.file(password)), path);
    stage.good(2);
    return path;
  }

  private static String digest(Stage stage) {
    String path = serve(stage, new ApacheSite.Digest(USERS, LONG));
    agent(stage, Written.digest(stage.file("right")), path);
    stage.good(2);
    return path;
  }

  static String serve(Stage stage, ApacheSite site) {
    ApacheServer apache = stage.lab.apache;
    String path = "/" + stage.lab.fresh("site");
    apache.serve(path, site);
    return path;
  }

  static void agent(Stage stage, String credential, String path) {
    stage.agent(Stage.conf(credential, stage.lab.apache.url(path)));
  }
}
