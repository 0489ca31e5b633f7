package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.likely;
import static why401.matrix.Expected.possible;
import static why401.matrix.Expected.unknown;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import why401.cause.Cause;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;

/// nginx: Basic, auth_request, headers cleared, redirects, API keys, address rules.
final class NginxScenarios {
  private static final Map<String, String> USERS = Map.of("probe", "right");

  private NginxScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "auth_basic: password changed at the server",
            new Truth(
                "nginx, auth_basic",
                "the user file gets another password",
                "as with httpd: everybody is answered alike, the password is the likeliest"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              NginxServer nginx = stage.lab.nginx;
              Path users = nginx.passwordFile("basic", USERS);
              serve(stage, "basic", NginxLocations.basic("/", users));
              agent(stage, Written.basic(stage.file("right")), "basic");
              stage.good(2);
              nginx.passwordFile("basic", Map.of("probe", "changed"));
              stage.refused();
            }),
        new Scenario(
            "auth_request: the asked service refuses everybody",
            new Truth(
                "nginx, auth_request; nginx behind it",
                "the service that auth_request asks answers 401 to all",
                "another probe with another key is refused since the same moment"),
            likely(Cause.SERVER_MISCONFIGURED),
            stage -> {
              serve(stage, "checker", keys("k1", "k2"));
              serve(stage, "page", NginxLocations.answer("/", 200, "welcome"));
              serve(
                  stage,
                  "gate",
                  NginxLocations.authRequest(
                      "/", stage.lab.nginx.url("checker", "/"), stage.lab.nginx.url("page", "/")));
              String url = stage.lab.nginx.url("gate", "/");
              stage.agent(
                  "why401 { credentials { c { %s }\nd { %s } }\nprobes { p { url = \"%s\", credential = c }\nq { url = \"%s\", credential = d } } }"
                      .formatted(
                          Written.apiKey(stage.file("k1")),
                          Written.apiKey(stage.file("k2")),
                          url,
                          url));
              stage.good(2);
              stage.agent().run("q");
              serve(stage, "checker", NginxLocations.answer("/", 401, "no"));
              stage.agent().run("q");
              stage.refused();
            }),
        new Scenario(
            "proxy: nginx clears Authorization before a JWT resource server",
            new Truth(
                "nginx; Spring Security behind",
                "proxy_set_header Authorization \"\"",
                "Spring answers us, nobody and nonsense with the bare challenge of a missing"
                    + " token"),
            likely(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              String target = stage.lab.api.url("/");
              serve(stage, "front", NginxLocations.proxy("/", target));
              Callers.client(stage, stage.lab.nginx.url("front", "/things"), "");
              stage.good(2);
              serve(stage, "front", NginxLocations.proxyWithoutAuthorization("/", target));
              stage.refused();
            }),
        new Scenario(
            "proxy: nginx clears Authorization before Basic",
            new Truth(
                "nginx; nginx with auth_basic behind",
                "proxy_set_header Authorization \"\"",
                "us, nobody and nonsense are answered alike, byte for byte, as nginx always does:"
                    + " from outside a changed password looks the same, and is commoner"),
            likely(Cause.CREDENTIALS_INVALID).really(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              Path users = stage.lab.nginx.passwordFile("behind", USERS);
              serve(stage, "behind", NginxLocations.basic("/", users));
              String target = stage.lab.nginx.url("behind", "/");
              serve(stage, "front", NginxLocations.proxy("/", target));
              agent(stage, Written.basic(stage.file("right")), "front");
              stage.good(2);
              serve(stage, "front", NginxLocations.proxyWithoutAuthorization("/", target));
              stage.refused();
            }),
        new Scenario(
            "redirect: to another origin, where the credential does not follow",
            new Truth(
                "nginx; Spring Security at the other origin",
                "return 302 to the resource server's own address",
                "the configuration names that origin, so the redirect is followed; the credential"
                    + " does not go with it"),
            certain(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              String target = stage.lab.api.url("/");
              serve(stage, "front", NginxLocations.proxy("/", target));
              Callers.client(
                  stage,
                  stage.lab.nginx.url("front", "/things"),
                  "control-url = \"" + stage.lab.api.url("/things") + "\"");
              stage.good(2);
              serve(stage, "front", NginxLocations.redirect("/", stage.lab.api.url("/things")));
              stage.refused();
            }),
        new Scenario(
            "redirect: to a login page of another origin",
            new Truth(
                "nginx",
                "single sign-on is switched on: 302 to a login page",
                "the redirect leads to a login page; an API key is not what it wants"),
            possible(Cause.SCHEME_NOT_ACCEPTED),
            stage -> {
              serve(
                  stage,
                  "sso",
                  NginxLocations.answer("/login", 200, "<form><input type=password>"));
              serve(stage, "keyed", keys("k1"));
              agent(stage, Written.apiKey(stage.file("k1")), "keyed");
              stage.good(2);
              serve(
                  stage,
                  "keyed",
                  NginxLocations.redirect("/", stage.lab.nginx.url("sso", "/login")));
              stage.refused();
            }),
        new Scenario(
            "api key: rolled at the server",
            new Truth(
                "nginx, key in a map",
                "the key is exchanged",
                "a missing key is told from a wrong one, and ours is answered like a wrong one"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              serve(stage, "keyed", telling("k1"));
              agent(stage, Written.apiKey(stage.file("k1")), "keyed");
              stage.good(2);
              serve(stage, "keyed", telling("k9"));
              stage.refused();
            }),
        new Scenario(
            "api key: rolled at a server that answers everybody alike",
            new Truth(
                "nginx, key in a map",
                "the key is exchanged",
                "everybody is answered alike: mostly the key, though a dropped header looks the"
                    + " same"),
            possible(Cause.CREDENTIALS_INVALID).or(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              serve(stage, "keyed", keys("k1"));
              agent(stage, Written.apiKey(stage.file("k1")), "keyed");
              stage.good(2);
              serve(stage, "keyed", keys("k9"));
              stage.refused();
            }),
        new Scenario(
            "api key: header dropped by a proxy before a server that tells missing from wrong",
            new Truth(
                "nginx; nginx with keys behind",
                "proxy_set_header X-API-Key \"\"",
                "the server says that the key is missing, and says so to nonsense as well"),
            likely(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              serve(stage, "behind", telling("k1"));
              String target = stage.lab.nginx.url("behind", "/");
              serve(stage, "front", NginxLocations.proxy("/", target));
              agent(stage, Written.apiKey(stage.file("k1")), "front");
              stage.good(2);
              serve(
                  stage,
                  "front",
                  "location / { proxy_set_header X-API-Key \"\"; proxy_set_header X-Forwarded-For $remote_addr; proxy_pass %s; }\n"
                      .formatted(target));
              stage.refused();
            }),
        new Scenario(
            "api key: line break at its end",
            new Truth(
                "nginx, key in a map",
                "the key's file ends in two line breaks",
                "the key cannot even be sent as it is; the damage is plain to see"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> {
              serve(stage, "keyed", keys("k1"));
              Path key = stage.file("k1");
              agent(stage, Written.apiKey(key), "keyed");
              stage.good(2);
              stage.write(key, "k1\n\n");
              stage.refused();
            }),
        new Scenario(
            "api key: quotes around it",
            new Truth(
                "nginx, key in a map",
                "a template writes the key with its quotes",
                "the key is quoted, and accepted without"),
            certain(Cause.TOKEN_MALFORMED),
            stage -> {
              serve(stage, "keyed", telling("k1"));
              Path key = stage.file("k1");
              agent(stage, Written.apiKey(key), "keyed");
              stage.good(2);
              stage.write(key, "\"k1\"");
              stage.refused();
            }),
        new Scenario(
            "api key: file empty",
            new Truth("nginx, key in a map", "the key's file is empty", "there is nothing to send"),
            certain(Cause.CREDENTIALS_MISSING),
            stage -> {
              serve(stage, "keyed", telling("k1"));
              Path key = stage.file("k1");
              agent(stage, Written.apiKey(key), "keyed");
              stage.good(2);
              stage.write(key, "");
              stage.refused();
            }),
        new Scenario(
            "address rule: 403 to everybody from here",
            new Truth(
                "nginx, deny",
                "the agent's address is denied",
                "403 to everybody: an address list, a firewall and an authorization service that"
                    + " fails closed look alike"),
            unknown("403 to everybody, whatever is sent; nothing in it says who decided")
                .really(Cause.REQUEST_BLOCKED),
            stage -> {
              serve(stage, "keyed", keys("k1"));
              agent(stage, Written.apiKey(stage.file("k1")), "keyed");
              stage.good(2);
              serve(stage, "keyed", "location / { deny all; }\n");
              stage.refused();
            }),
        new Scenario(
            "rate limit: 401 with the words of too many attempts",
            new Truth(
                "nginx",
                "a limiter answers 401, Retry-After and 'too many requests'",
                "the answer says so itself"),
            certain(Cause.RATE_LIMITED),
            stage -> {
              serve(stage, "keyed", keys("k1"));
              agent(stage, Written.apiKey(stage.file("k1")), "keyed");
              stage.good(2);
              serve(
                  stage,
                  "keyed",
                  "location / { add_header Retry-After 60 always; default_type text/plain; return"
                      + " 401 \"Too many requests, try again later\\n"
                      + "\"; }\n");
              stage.refused();
            }),
        new Scenario(
            "transient: one refusal, then accepted again",
            new Truth(
                "nginx, auth_request; a service that is just starting",
                "the asked service refuses one request",
                "the identical request is accepted a moment later, and again and again"),
            likely(Cause.TRANSIENT),
            stage -> {
              stage.lab.mock.answer(_ -> ScriptedServer.Reply.json(200, "{}"));
              serve(stage, "page", NginxLocations.answer("/", 200, "welcome"));
              serve(
                  stage,
                  "gate",
                  NginxLocations.authRequest(
                      "/", stage.lab.mock.url("/"), stage.lab.nginx.url("page", "/")));
              agent(stage, Written.apiKey(stage.file("k1")), "gate");
              stage.good(12);
              stage.lab.mock.answer(
                  asked -> ScriptedServer.Reply.json(asked.nth() == 1 ? 401 : 200, "{}"));
              stage.refusedBehindCheck(1);
            }));
  }

  /// The same answer to a missing and to a wrong key.
  static String keys(String... keys) {
    return "location / { set $known 0; if ($http_x_api_key ~ \"^(%s)$\") { set $known 1; } if ($known = 0) { return 401 \"no\\n\"; } return 200 \"welcome\\n\"; }\n"
        .formatted(String.join("|", keys));
  }

  /// Another answer to a missing than to a wrong key.
  static String telling(String key) {
    return "location / { default_type application/json; if ($http_x_api_key = \"\") { return 401 '{\"message\":\"No API key found in request\"}'; } if ($http_x_api_key != \"%s\") { return 401 '{\"message\":\"Unauthorized\"}'; } return 200 '{}'; }\n"
        .formatted(key);
  }

  static void serve(Stage stage, String name, String body) {
    serve(stage.lab, name, body);
  }

  static void serve(Lab lab, String name, String body) {
    lab.nginx.server(name, body);
    lab.nginx.reload();
  }

  static void agent(Stage stage, String credential, String server) {
    stage.agent(Stage.conf(credential, stage.lab.nginx.url(server, "/")));
  }
}
