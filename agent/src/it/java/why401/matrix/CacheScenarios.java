package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.possible;

import java.util.List;
import why401.cause.Cause;
import why401.partner.NginxLocations;
import why401.partner.PlainHttp;

/// nginx as a cache, in front of servers that tell callers apart.
final class CacheScenarios {
  private static final String CACHE = "nginx, proxy_cache_valid any";
  private static final String SIGN = " add_header X-Cache-Status $upstream_cache_status always;";

  private CacheScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "cache: a stranger's 401 is served on to all, and the cache says so",
            new Truth(
                CACHE + "; nginx with keys behind",
                "a cache is put in front; it keeps the 401 of a stranger for ten minutes",
                "a 401 with X-Cache-Status: HIT was made for another request"),
            certain(Cause.SERVER_MISCONFIGURED),
            stage -> keyed(stage, SIGN)),
        new Scenario(
            "cache: a stranger's 401 is served on to all, without a sign",
            new Truth(
                CACHE + "; nginx with keys behind",
                "a cache is put in front; it keeps the 401 of a stranger for ten minutes",
                "not at all: to everybody the server says that the key is missing, as it would if"
                    + " the header was dropped"),
            possible(Cause.CREDENTIALS_STRIPPED)
                .or(Cause.SERVER_MISCONFIGURED)
                .really(Cause.SERVER_MISCONFIGURED),
            stage -> keyed(stage, "")),
        new Scenario(
            "cache: a stranger's 401 is served on for tokens",
            new Truth(
                CACHE + "; Spring Security behind",
                "a cache that ignores Cache-Control keeps the 401 of a stranger",
                "the bare challenge of a missing token with X-Cache-Status: HIT was made for"
                    + " another request"),
            certain(Cause.SERVER_MISCONFIGURED),
            stage -> {
              String target = stage.lab.api.url("/");
              NginxScenarios.serve(stage, "front", NginxLocations.proxy("/", target));
              Callers.client(stage, stage.lab.nginx.url("front", "/things"), "");
              stage.good(2);
              cached(stage, target, SIGN + " proxy_ignore_headers Cache-Control Expires Vary;");
              PlainHttp.get(stage.lab.nginx.url("front", "/things"));
              stage.refused();
            }),
        ControlScenarios.control(
            "control: a cache that leaves out who has a key",
            "nginx, proxy_cache_bypass; nginx with keys behind",
            "the 401 of strangers is cached, requests with a key go through",
            stage -> {
              String target = plain(stage);
              cached(
                  stage,
                  target,
                  SIGN + " proxy_cache_bypass $http_x_api_key; proxy_no_cache $http_x_api_key;");
              PlainHttp.get(stage.lab.nginx.url("front", "/"));
              PlainHttp.get(stage.lab.nginx.url("front", "/"));
              stage.good(2);
            }));
  }

  private static void keyed(Stage stage, String more) {
    String target = plain(stage);
    cached(stage, target, more);
    PlainHttp.get(stage.lab.nginx.url("front", "/"));
    stage.refused();
  }

  /// A proxy without a cache, and good runs.
  private static String plain(Stage stage) {
    NginxScenarios.serve(stage, "behind", NginxScenarios.telling("k1"));
    String target = stage.lab.nginx.url("behind", "/");
    NginxScenarios.serve(stage, "front", NginxLocations.proxy("/", target));
    NginxScenarios.agent(stage, Written.apiKey(stage.file("k1")), "front");
    stage.good(2);
    return target;
  }

  private static void cached(Stage stage, String target, String more) {
    String zone = stage.lab.fresh("cache");
    stage.lab.nginx.common("proxy_cache_path %s keys_zone=%s:64k;".formatted(zone, zone));
    NginxScenarios.serve(
        stage,
        "front",
        "location / { proxy_cache %s; proxy_cache_valid any 10m; proxy_set_header X-Forwarded-For $remote_addr;%s proxy_pass %s; }\n"
            .formatted(zone, more, target));
  }
}
