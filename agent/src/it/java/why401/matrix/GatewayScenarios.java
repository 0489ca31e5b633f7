package why401.matrix;

import static why401.matrix.Expected.likely;
import static why401.matrix.Expected.possible;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import why401.cause.Cause;
import why401.partner.ApacheSite;
import why401.partner.NginxLocations;

/// What stands before the program and keeps the credential to itself: httpd before CGI, gateways.
final class GatewayScenarios {
  private static final Map<String, String> USERS = Map.of("probe", "right");
  private static final String HANDED_ON = "proxy_set_header X-Forwarded-For $remote_addr;";

  private GatewayScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "cgi: httpd keeps the header from the program, from the start",
            new Truth(
                "Apache httpd, mod_cgid",
                "CGIPassAuth is off, as it is by default; the program never sees the header",
                "not at all: the program answers everybody alike, as it would with a wrong"
                    + " password"),
            possible(Cause.CREDENTIALS_INVALID)
                .or(Cause.CREDENTIALS_STRIPPED)
                .really(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              String path = ApacheScenarios.serve(stage, new ApacheSite.Cgi(USERS, false));
              ApacheScenarios.agent(stage, Written.basic(stage.file("right")), path);
              stage.refused();
            }),
        new Scenario(
            "cgi: the program says that no credential arrives",
            new Truth(
                "Apache httpd, mod_cgid",
                "CGIPassAuth is switched off; the program misses the header and says so",
                "'no credentials in the request', to us as to nonsense"),
            likely(Cause.CREDENTIALS_STRIPPED).yetMissed(),
            stage -> {
              String path = cgi(stage);
              stage.lab.apache.serve(path, new ApacheSite.Cgi(USERS, false, true));
              stage.refused();
            }),
        new Scenario(
            "cgi: httpd passes the header, the program's password is changed",
            new Truth(
                "Apache httpd, mod_cgid, CGIPassAuth",
                "the program gets another password",
                "'unknown user or wrong password' to us, another text to nobody: the header"
                    + " arrives"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              String path = cgi(stage);
              stage.lab.apache.serve(
                  path, new ApacheSite.Cgi(Map.of("probe", "changed"), true, true));
              stage.refused();
            }),
        ControlScenarios.control(
            "control: httpd passes the header to the program",
            "Apache httpd, mod_cgid, CGIPassAuth",
            "httpd is reloaded and passes the header on, as before",
            stage -> {
              String path = cgi(stage);
              stage.lab.apache.serve(path, new ApacheSite.Cgi(USERS, true, true));
              stage.good(2);
            }),
        new Scenario(
            "gateway: verifies the key and removes it",
            new Truth(
                "nginx, auth_request; nginx with keys behind",
                "the gateway verifies keys since today and no longer passes them on",
                "bad keys get the gateway's words, ours gets those of the application, which"
                    + " misses the key"),
            likely(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              NginxScenarios.serve(stage, "checker", NginxScenarios.keys("k1"));
              NginxScenarios.serve(stage, "behind", NginxScenarios.telling("k1"));
              String target = stage.lab.nginx.url("behind", "/");
              NginxScenarios.serve(stage, "front", NginxLocations.proxy("/", target));
              NginxScenarios.agent(stage, Written.apiKey(stage.file("k1")), "front");
              stage.good(2);
              NginxScenarios.serve(stage, "front", verifying(stage, target));
              stage.refused();
            }),
        new Scenario(
            "gateway: verifies the password and removes it",
            new Truth(
                "nginx, auth_basic; nginx with auth_basic behind",
                "the gateway verifies passwords itself since today and no longer passes them on",
                "a bad password gets the challenge of the gateway's realm, ours that of the"
                    + " application's"),
            likely(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              Path users = stage.lab.nginx.passwordFile("behind", USERS);
              NginxScenarios.serve(stage, "behind", NginxLocations.basic("/", users));
              String target = stage.lab.nginx.url("behind", "/");
              NginxScenarios.serve(stage, "front", NginxLocations.proxy("/", target));
              NginxScenarios.agent(stage, Written.basic(stage.file("right")), "front");
              stage.good(2);
              NginxScenarios.serve(
                  stage,
                  "front",
                  "location / { auth_basic \"gateway\"; auth_basic_user_file %s; %s proxy_set_header Authorization \"\"; proxy_pass %s; }\n"
                      .formatted(users, HANDED_ON, target));
              stage.refused();
            }),
        new Scenario(
            "gateway: passes Basic on and drops Bearer",
            new Truth(
                "nginx, map; Spring Security behind",
                "the gateway passes on only what begins with Basic",
                "Spring answers us, nobody and nonsense with the bare challenge of a missing"
                    + " token"),
            likely(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              String target = stage.lab.api.url("/");
              NginxScenarios.serve(stage, "front", NginxLocations.proxy("/", target));
              Callers.client(stage, stage.lab.nginx.url("front", "/things"), "");
              stage.good(2);
              stage.lab.nginx.common(
                  "map $http_authorization $basic_only { default \"\"; ~^Basic $http_authorization;"
                      + " }");
              NginxScenarios.serve(
                  stage,
                  "front",
                  "location / { %s proxy_set_header Authorization $basic_only; proxy_pass %s; }\n"
                      .formatted(HANDED_ON, target));
              stage.refused();
            }),
        new Scenario(
            "gateway: drops names with an underscore",
            new Truth(
                "nginx; nginx with keys behind",
                "underscores_in_headers is off with a new gateway; the key's header is"
                    + " X_API_Key",
                "the server says that the key is missing, to us as to nonsense, and the header's"
                    + " name has an underscore"),
            likely(Cause.CREDENTIALS_STRIPPED),
            stage -> {
              NginxScenarios.serve(
                  stage, "behind", "underscores_in_headers on;\n" + NginxScenarios.telling("k1"));
              String proxy = NginxLocations.proxy("/", stage.lab.nginx.url("behind", "/"));
              NginxScenarios.serve(stage, "front", "underscores_in_headers on;\n" + proxy);
              NginxScenarios.agent(
                  stage,
                  Written.apiKey(stage.file("k1")).replace("X-API-Key", "X_API_Key"),
                  "front");
              stage.good(2);
              NginxScenarios.serve(stage, "front", proxy);
              stage.refused();
            }),
        new Scenario(
            "gateway: puts a wrong key of its own in the place of ours",
            new Truth(
                "nginx; nginx with keys behind",
                "the gateway sets X-API-Key to a key that is no longer good",
                "everybody is told that the key is wrong, even who sends none: whoever has not"
                    + " seen that before takes it for a changed key"),
            possible(Cause.SERVER_MISCONFIGURED)
                .or(Cause.CREDENTIALS_INVALID, Cause.CREDENTIALS_STRIPPED)
                .really(Cause.SERVER_MISCONFIGURED),
            stage -> {
              NginxScenarios.serve(stage, "behind", NginxScenarios.telling("k1"));
              String target = stage.lab.nginx.url("behind", "/");
              NginxScenarios.serve(stage, "front", NginxLocations.proxy("/", target));
              NginxScenarios.agent(stage, Written.apiKey(stage.file("k1")), "front");
              stage.good(2);
              NginxScenarios.serve(
                  stage,
                  "front",
                  "location / { %s proxy_set_header X-API-Key stale; proxy_pass %s; }\n"
                      .formatted(HANDED_ON, target));
              stage.refused();
            }),
        ControlScenarios.control(
            "control: a gateway verifies the key and removes it",
            "nginx, auth_request; nginx that trusts it behind",
            "the gateway takes over the check, and the application trusts the gateway",
            stage -> {
              NginxScenarios.serve(stage, "checker", NginxScenarios.keys("k1"));
              NginxScenarios.serve(stage, "behind", NginxLocations.answer("/", 200, "welcome"));
              String target = stage.lab.nginx.url("behind", "/");
              NginxScenarios.serve(stage, "front", NginxLocations.proxy("/", target));
              NginxScenarios.agent(stage, Written.apiKey(stage.file("k1")), "front");
              stage.good(2);
              NginxScenarios.serve(stage, "front", verifying(stage, target));
              stage.good(2);
            }));
  }

  private static String cgi(Stage stage) {
    String path = ApacheScenarios.serve(stage, new ApacheSite.Cgi(USERS, true, true));
    ApacheScenarios.agent(stage, Written.basic(stage.file("right")), path);
    stage.good(2);
    return path;
  }

  /// A gateway that asks `checker` and then takes the key out.
  private static String verifying(Stage stage, String target) {
    return NginxLocations.authRequest("/", stage.lab.nginx.url("checker", "/"), target)
        .replaceFirst("auth_request", "proxy_set_header X-API-Key \"\"; auth_request");
  }
}
