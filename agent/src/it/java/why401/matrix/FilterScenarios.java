package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.likely;
import static why401.matrix.Expected.unknown;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import why401.cause.Cause;
import why401.partner.ApacheSite;
import why401.partner.NginxLocations;
import why401.partner.PlainHttp;

/// What refuses whatever the credential: firewalls, bans, limits.
final class FilterScenarios {
  private static final String FIREWALL = "Apache httpd, mod_security2, mod_auth_basic";
  private static final Map<String, String> USERS = Map.of("probe", "right");
  private static final String AGENT = "REQUEST_HEADERS:User-Agent \"@rx (why401|okhttp)\"";
  private static final String WORDLESS =
      "the same to everybody from here, whatever is sent; nothing in it says who decided";

  private FilterScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "firewall: a rule about the user agent, 403",
            new Truth(
                FIREWALL,
                "a rule denies the agent's User-Agent",
                "403 to everybody from here, without a word of who decided"),
            unknown(WORDLESS).or(Cause.REQUEST_BLOCKED).really(Cause.REQUEST_BLOCKED),
            stage -> ruled(stage, AGENT, "deny,status:403", "")),
        new Scenario(
            "firewall: a rule about the user agent, with a page of its own",
            new Truth(
                FIREWALL,
                "a rule denies the agent's User-Agent; the page names the firewall",
                "403 to everybody from here, and the page says that a firewall blocked it"),
            likely(Cause.REQUEST_BLOCKED),
            stage ->
                ruled(
                    stage,
                    AGENT,
                    "deny,status:403",
                    "ErrorDocument 403 \"<h1>Request blocked</h1>The web application firewall has"
                        + " blocked this request. Incident 4711.\"\n")),
        new Scenario(
            "firewall: a rule about the address, 401",
            new Truth(
                FIREWALL,
                "a rule denies the agent's address with 401",
                "401 without the challenge that Basic had: a filter, or a server whose"
                    + " authentication is broken"),
            unknown(WORDLESS)
                .or(Cause.REQUEST_BLOCKED, Cause.SERVER_MISCONFIGURED)
                .really(Cause.REQUEST_BLOCKED)
                .yetMissed(),
            stage -> ruled(stage, "REMOTE_ADDR \"@ipMatch 127.0.0.1\"", "deny,status:401", "")),
        new Scenario(
            "ban: somebody at our address tried wrong passwords, and it is said",
            new Truth(
                FIREWALL + ", counted by address",
                "after five 401 the address is banned for a while",
                "403 says that the address is banned after too many failures"),
            likely(Cause.REQUEST_BLOCKED).or(Cause.RATE_LIMITED),
            stage ->
                banned(
                    stage,
                    "403",
                    "ErrorDocument 403 \"Too many failed logins: your address is banned.\"\n")),
        new Scenario(
            "ban: somebody at our address tried wrong passwords, 403 without words",
            new Truth(
                FIREWALL + ", counted by address",
                "after five 401 the address is banned for a while",
                "403 to everybody from here, without a word of who decided"),
            unknown(WORDLESS)
                .or(Cause.REQUEST_BLOCKED, Cause.RATE_LIMITED)
                .really(Cause.REQUEST_BLOCKED),
            stage -> banned(stage, "403", "")),
        new Scenario(
            "user agent refused, 403",
            new Truth(
                "nginx, if",
                "the server refuses the agent's User-Agent",
                "403 to everybody from here, without a word of who decided"),
            unknown(WORDLESS).or(Cause.REQUEST_BLOCKED).really(Cause.REQUEST_BLOCKED),
            stage -> {
              NginxScenarios.serve(stage, "keyed", NginxScenarios.keys("k1"));
              NginxScenarios.agent(stage, Written.apiKey(stage.file("k1")), "keyed");
              stage.good(2);
              NginxScenarios.serve(
                  stage,
                  "keyed",
                  "if ($http_user_agent ~ (why401|okhttp)) { return 403; }\n"
                      + NginxScenarios.keys("k1"));
              stage.refused();
            }),
        new Scenario(
            "limit: 403 with the words of a limit",
            new Truth(
                "nginx, limit_req, auth_basic",
                "others at our address use up what is allowed in a minute",
                "the answer says that the limit is exceeded"),
            certain(Cause.RATE_LIMITED),
            stage ->
                limited(
                    stage,
                    403,
                    "error_page 403 = @full; location @full { default_type text/plain; add_header"
                        + " Retry-After 60 always; return 403 \"Rate limit exceeded, slow down\\n"
                        + "\"; }\n")),
        new Scenario(
            "limit: 401 without words",
            new Truth(
                "nginx, limit_req, auth_basic",
                "others at our address use up what is allowed in a minute",
                "401 without the challenge that Basic had, to everybody from here"),
            unknown(WORDLESS)
                .or(Cause.RATE_LIMITED, Cause.REQUEST_BLOCKED, Cause.SERVER_MISCONFIGURED)
                .really(Cause.RATE_LIMITED)
                .yetMissed(),
            stage -> limited(stage, 401, "")),
        ControlScenarios.control(
            "control: a firewall that only writes down",
            FIREWALL,
            "the rule about the user agent matches and lets through",
            stage -> {
              String path = started(stage);
              stage.lab.apache.serve(
                  path, new ApacheSite.Firewall(USERS, rule(path, AGENT, "pass")));
              stage.good(2);
            }),
        ControlScenarios.control(
            "control: others use up the limit, 429",
            "nginx, limit_req, auth_basic",
            "429 by itself is no refusal",
            stage -> {
              limit(stage, 429, "");
              stage.quiet(2);
            }));
  }

  /// Basic, good; then the rule.
  private static void ruled(Stage stage, String condition, String action, String page) {
    String path = started(stage);
    stage.lab.apache.serve(
        path, new ApacheSite.Firewall(USERS, page + rule(path, condition, action)));
    refused(stage, path, page);
  }

  /// The page of a refusal is the whole server's: a rule answers before the path is looked at.
  private static void refused(Stage stage, String path, String page) {
    try {
      stage.refused();
    } finally {
      if (!page.isEmpty()) {
        stage.lab.apache.serve(path, new ApacheSite.Open());
      }
    }
  }

  private static String started(Stage stage) {
    String path = ApacheScenarios.serve(stage, new ApacheSite.Basic(USERS));
    ApacheScenarios.agent(stage, Written.basic(stage.file("right")), path);
    stage.good(2);
    return path;
  }

  private static String rule(String path, String condition, String action) {
    return "SecRule REQUEST_URI \"@beginsWith %s\" \"id:%d,phase:1,t:none,nolog,%s,chain\"\nSecRule %s \"t:none\"\n"
        .formatted(path, id(path), action, condition);
  }

  private static int id(String path) {
    return 1000 + 10 * Integer.parseInt(path.replaceAll("\\D", ""));
  }

  /// Basic behind a counter of refusals by address; then somebody else is refused five times.
  private static void banned(Stage stage, String status, String page) {
    String path = "/" + stage.lab.fresh("site");
    int id = id(path);
    String own = "SecRule REQUEST_URI \"@beginsWith " + path + "\" \"";
    String rules =
        own
            + "id:%d,phase:1,t:none,nolog,pass,initcol:ip=%%{REMOTE_ADDR}%s\"\n".formatted(id, path)
            + own
            + "id:%d,phase:1,t:none,nolog,deny,status:%s,chain\"\nSecRule IP:FAILED \"@ge 5\" \"t:none\"\n"
                .formatted(id + 1, status)
            + own
            + "id:%d,phase:5,t:none,nolog,pass,chain\"\nSecRule RESPONSE_STATUS \"@streq 401\" \"t:none,setvar:ip.failed=+1,expirevar:ip.failed=600\"\n"
                .formatted(id + 2);
    stage.lab.apache.serve(path, new ApacheSite.Firewall(USERS, page + rules));
    ApacheScenarios.agent(stage, Written.basic(stage.file("right")), path);
    stage.good(2);
    for (int i = 0; i < 6; i++) {
      PlainHttp.get(
          stage.lab.apache.url(path), "Authorization", PlainHttp.basic("probe", "guess" + i));
    }
    refused(stage, path, page);
  }

  private static void limited(Stage stage, int status, String more) {
    limit(stage, status, more);
    stage.refused();
  }

  /// A page for the right password, good; then a limit that others have used up.
  private static void limit(Stage stage, int status, String more) {
    Path users = stage.lab.nginx.passwordFile("limited", USERS);
    String page = NginxLocations.basic("/", users);
    NginxScenarios.serve(stage, "limited", page);
    NginxScenarios.agent(stage, Written.basic(stage.file("right")), "limited");
    stage.good(2);
    String zone = stage.lab.fresh("limit");
    stage.lab.nginx.common(
        "limit_req_zone $binary_remote_addr zone=%s:64k rate=1r/m;".formatted(zone));
    NginxScenarios.serve(
        stage,
        "limited",
        "limit_req zone=%s; limit_req_status %d;\n%s".formatted(zone, status, more + page));
    PlainHttp.get(stage.lab.nginx.url("limited", "/"));
    PlainHttp.get(stage.lab.nginx.url("limited", "/"));
  }
}
