package why401.matrix;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import why401.partner.ApacheSite;
import why401.partner.KeycloakRealm;
import why401.partner.NginxLocations;
import why401.partner.TokenAnswer;

/// Much happens, and nothing is wrong with any credential: no incident may open.
final class ControlScenarios {
  private static final String SPRING = "Keycloak, Spring Security";
  private static final String TELL = "every run is accepted, or fails otherwise than by a refusal";

  private ControlScenarios() {}

  static List<Scenario> all() {
    return List.of(
        control(
            "control: renewals",
            SPRING,
            "the token is renewed five times",
            stage -> {
              Callers.client(stage, stage.lab.api.url("/things"), "");
              for (int i = 0; i < 5; i++) {
                stage.good(1);
                stage.agent().renew("c");
              }
              stage.good(1);
            }),
        control(
            "control: key rotation with overlap",
            SPRING,
            "a new key signs, the old one stays published",
            stage -> {
              Callers.client(stage, stage.lab.api.url("/things"), "");
              stage.good(2);
              stage.lab.realm.keys().rotate();
              stage.good(2);
              stage.agent().renew("c");
              stage.good(2);
            }),
        control(
            "control: API key rotated with overlap",
            "nginx",
            "old and new key are good, the agent gets the new one, the old one goes",
            stage -> {
              NginxScenarios.serve(stage, "keyed", NginxScenarios.keys("k1"));
              Path key = stage.file("k1");
              NginxScenarios.agent(stage, Written.apiKey(key), "keyed");
              stage.good(2);
              NginxScenarios.serve(stage, "keyed", NginxScenarios.keys("k1", "k2"));
              stage.good(2);
              stage.write(key, "k2");
              stage.good(2);
              NginxScenarios.serve(stage, "keyed", NginxScenarios.keys("k2"));
              stage.good(2);
            }),
        control(
            "control: client secret changed at both ends",
            SPRING,
            "the secret is changed at Keycloak and in the agent's file while the token has life",
            stage -> {
              String client = Callers.made(stage);
              Path secret = stage.file(Callers.SECRET);
              stage.agent(
                  Stage.conf(
                      Written.client(stage.lab.realm, client, secret),
                      stage.lab.api.url("/things")));
              stage.good(2);
              stage.lab.realm.clients().setSecret(client, "newer");
              stage.write(secret, "newer");
              stage.good(1);
              stage.agent().renew("c");
              stage.good(2);
            }),
        control(
            "control: password changed at both ends",
            "Apache httpd, mod_auth_basic",
            "the password is changed at the server and in the agent's file between two runs",
            stage -> {
              String path =
                  ApacheScenarios.serve(stage, new ApacheSite.Basic(Map.of("probe", "right")));
              Path secret = stage.file("right");
              ApacheScenarios.agent(stage, Written.basic(secret), path);
              stage.good(2);
              stage.lab.apache.setPassword(path, "probe", "newer");
              stage.write(secret, "newer");
              stage.good(2);
            }),
        control(
            "control: rolling restart of two replicas",
            "nginx before two replicas",
            "one replica after the other is away; the balancer goes to the other",
            stage -> {
              stage.lab.nginx.server("r1", NginxScenarios.keys("k1"));
              stage.lab.nginx.server("r2", NginxScenarios.keys("k1"));
              stage.lab.nginx.upstream(
                  "replicas", stage.lab.nginx.address("r1"), stage.lab.nginx.address("r2"));
              NginxScenarios.serve(stage, "balanced", NginxLocations.proxy("/", "http://replicas"));
              NginxScenarios.agent(stage, Written.apiKey(stage.file("k1")), "balanced");
              stage.good(4);
              NginxScenarios.serve(stage, "r1", "location / { return 444; }\n");
              stage.quiet(4);
              NginxScenarios.serve(stage, "r1", NginxScenarios.keys("k1"));
              NginxScenarios.serve(stage, "r2", "location / { return 444; }\n");
              stage.quiet(4);
              NginxScenarios.serve(stage, "r2", NginxScenarios.keys("k1"));
              stage.good(2);
            }),
        control(
            "control: slow identity provider",
            "scripted identity provider",
            "each token takes a second",
            stage -> {
              AtomicInteger issued = new AtomicInteger();
              stage.lab.mock.answer(
                  _ -> {
                    ScriptedServer.late(Duration.ofSeconds(1));
                    return ScriptedServer.Reply.json(
                        200,
                        "{\"access_token\":\"opaque-%d\",\"token_type\":\"Bearer\",\"expires_in\":600}"
                            .formatted(issued.incrementAndGet()));
                  });
              NginxScenarios.serve(stage, "anyone", NginxLocations.answer("/", 200, "welcome"));
              stage.agent(
                  Stage.conf(
                      Written.clientAt(stage.lab.mock.url("/token"), "app", stage.file("secret")),
                      stage.lab.nginx.url("anyone", "/")));
              stage.quiet(3);
              stage.agent().renew("c");
              stage.good(2);
            }),
        control(
            "control: the very first token is slow",
            "scripted identity provider",
            "the first run comes before the first token",
            stage -> {
              stage.lab.mock.answer(
                  _ -> {
                    ScriptedServer.late(Duration.ofSeconds(3));
                    return ScriptedServer.Reply.json(
                        200,
                        "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"expires_in\":600}");
                  });
              NginxScenarios.serve(stage, "anyone", NginxLocations.answer("/", 200, "welcome"));
              stage
                  .agent(
                      Stage.conf(
                          Written.clientAt(
                              stage.lab.mock.url("/token"), "app", stage.file("secret")),
                          stage.lab.nginx.url("anyone", "/")))
                  .runAtOnce("p");
              stage.good(1);
            }),
        control(
            "control: agent restarts",
            SPRING,
            "the agent ends and starts twice",
            stage -> {
              Callers.client(stage, stage.lab.api.url("/things"), "");
              stage.good(2);
              stage.agent().restart();
              stage.good(2);
              stage.agent().restart();
              stage.good(2);
            }),
        control(
            "control: identity provider silent while the token lives",
            "Keycloak, frozen",
            "renewal fails, the token in hand is good for longer than that",
            stage -> {
              Callers.client(stage, stage.lab.api.url("/things"), "");
              stage.good(2);
              stage.lab.keycloak.suspend();
              try {
                stage.agent().renewSoon("c");
                NginxScenarios.serve(stage, "anyone", NginxLocations.answer("/", 200, "hello"));
              } finally {
                stage.lab.keycloak.resume();
              }
              stage.good(2);
            }),
        control(
            "control: Digest nonces run out",
            "Apache httpd, mod_auth_digest",
            "each nonce is good for a second; the server says stale=true",
            stage -> {
              String path =
                  ApacheScenarios.serve(
                      stage,
                      new ApacheSite.Digest(Map.of("probe", "right"), Duration.ofSeconds(1)));
              ApacheScenarios.agent(stage, Written.digest(stage.file("right")), path);
              stage.good(1);
              ScriptedServer.late(Duration.ofMillis(2100));
              stage.good(2);
            }),
        control(
            "control: refresh tokens rotate",
            "Keycloak, refresh-token grant",
            "revokeRefreshToken is on; each renewal brings a new refresh token",
            stage -> {
              KeycloakRealm realm = stage.lab.rotating();
              Callers.Pair pair = Callers.user(stage, realm);
              TokenAnswer first =
                  realm.password(
                      pair.client(), Callers.SECRET, pair.user(), Callers.PASSWORD, "openid");
              stage.agent(
                  Stage.conf(
                      Written.refresh(
                          realm,
                          pair.client(),
                          stage.file(Callers.SECRET),
                          stage.file(first.refreshToken())),
                      Callers.userinfo(realm)));
              for (int i = 0; i < 3; i++) {
                stage.good(1);
                stage.agent().renew("c");
              }
              stage.good(1);
            }),
        control(
            "control: another user is logged out",
            "Keycloak, userinfo",
            "sessions of somebody else end",
            stage -> {
              Callers.login(
                  stage, stage.lab.realm, Callers.userinfo(stage.lab.realm), "scope = openid");
              Callers.Pair other = Callers.user(stage, stage.lab.realm);
              stage.lab.realm.password(
                  other.client(), Callers.SECRET, other.user(), Callers.PASSWORD);
              stage.good(2);
              stage.lab.realm.users().logout(other.user());
              stage.good(2);
            }),
        control(
            "control: the agent's clock is an hour ahead",
            SPRING,
            "the agent's wall clock is set an hour ahead",
            stage -> clockWrong(stage, Duration.ofHours(1))),
        control(
            "control: the agent's clock is an hour behind",
            SPRING,
            "the agent's wall clock is set an hour behind",
            stage -> clockWrong(stage, Duration.ofHours(-1))),
        control(
            "control: the target's clock is 20 minutes behind",
            SPRING,
            "tokens have neither nbf nor an iat that the target looks at",
            stage -> {
              Callers.client(stage, stage.lab.api.url("/things"), "");
              stage.good(2);
              stage.lab.api.moveClock(Duration.ofMinutes(-20));
              try {
                stage.good(3);
              } finally {
                stage.lab.api.moveClock(Duration.ZERO);
              }
            }),
        control(
            "control: target under maintenance",
            "nginx",
            "503 for a while: a failure, and no refusal",
            stage -> {
              NginxScenarios.serve(stage, "keyed", NginxScenarios.keys("k1"));
              NginxScenarios.agent(stage, Written.apiKey(stage.file("k1")), "keyed");
              stage.good(2);
              NginxScenarios.serve(stage, "keyed", NginxLocations.answer("/", 503, "later"));
              stage.quiet(3);
              NginxScenarios.serve(stage, "keyed", NginxScenarios.keys("k1"));
              stage.good(2);
            }),
        control(
            "control: target limits the rate with 429",
            "nginx",
            "429 by itself is no refusal",
            stage -> {
              NginxScenarios.serve(stage, "keyed", NginxScenarios.keys("k1"));
              NginxScenarios.agent(stage, Written.apiKey(stage.file("k1")), "keyed");
              stage.good(2);
              NginxScenarios.serve(stage, "keyed", NginxLocations.answer("/", 429, "slow down"));
              stage.quiet(3);
              NginxScenarios.serve(stage, "keyed", NginxScenarios.keys("k1"));
              stage.good(2);
            }),
        control(
            "control: target away",
            "Spring Security, stopped and started",
            "connections are refused during a restart",
            stage -> {
              Callers.client(stage, stage.lab.api.url("/things"), "");
              stage.good(2);
              stage.lab.api.process().suspend();
              try {
                stage.quiet(1);
              } finally {
                stage.lab.api.process().resume();
              }
              stage.good(2);
            }),
        control(
            "control: sessions renewed ahead of their end",
            "Apache httpd, mod_auth_form",
            "the agent logs in anew before the session ends",
            stage -> {
              FormScenarios.started(stage, true);
              stage.agent().renew("c");
              stage.good(2);
            }),
        control(
            "control: member added to the group",
            "Apache httpd, mod_authz_groupfile",
            "rights are given to others",
            stage -> {
              Map<String, String> users = Map.of("probe", "right", "other", "else");
              String path =
                  ApacheScenarios.serve(stage, new ApacheSite.Group(users, Set.of("probe"), false));
              ApacheScenarios.agent(stage, Written.basic(stage.file("right")), path);
              stage.good(2);
              stage.lab.apache.serve(
                  path, new ApacheSite.Group(users, Set.of("probe", "other"), false));
              stage.good(2);
            }),
        control(
            "control: configuration reloaded",
            "nginx",
            "the probe's timeout changes",
            stage -> {
              NginxScenarios.serve(stage, "keyed", NginxScenarios.keys("k1"));
              Path key = stage.file("k1");
              NginxScenarios.agent(stage, Written.apiKey(key), "keyed");
              stage.good(2);
              stage
                  .agent()
                  .configure(
                      Stage.conf(Written.apiKey(key), stage.lab.nginx.url("keyed", "/"))
                          .replace("timeout = 4s", "timeout = 3s"));
              stage.good(2);
            }));
  }

  private static void clockWrong(Stage stage, Duration ahead) {
    Callers.client(stage, stage.lab.api.url("/things"), "");
    stage.good(2);
    stage.time.setWrong(ahead);
    stage.quiet(2);
    stage.agent().renewSoon("c");
    stage.quiet(2);
  }

  static Scenario control(String name, String server, String happens, Scenario.Play play) {
    return new Scenario(name, new Truth(server, happens, TELL), Expected.QUIET, play);
  }
}
