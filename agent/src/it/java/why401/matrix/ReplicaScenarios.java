package why401.matrix;

import static why401.matrix.Expected.certain;

import java.util.List;
import why401.cause.Cause;
import why401.partner.NginxLocations;
import why401.partner.PlainHttp;

/// Replicas behind one address, of which one is wrong.
final class ReplicaScenarios {
  private static final String PAIR = "nginx before two replicas";

  private static final String KEYS = "nginx before two of Spring Security, JWT";

  private ReplicaScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "replicas: one of two has an old API key",
            new Truth(
                PAIR,
                "a deployment reached one replica only",
                "identical requests are accepted and refused in turn"),
            certain(Cause.INCONSISTENT_BACKENDS),
            stage -> {
              pair(stage, "k1", "k1");
              NginxScenarios.agent(stage, Written.apiKey(stage.file("k1")), "balanced");
              stage.good(4);
              pair(stage, "k1", "k9");
              stage.refusedSoon();
            }),
        new Scenario(
            "replicas: one of two does not know Basic users",
            new Truth(
                PAIR,
                "one replica has an empty user file",
                "the same password is accepted and refused in turn; few repetitions are allowed"),
            certain(Cause.INCONSISTENT_BACKENDS),
            stage -> {
              var good = stage.lab.nginx.passwordFile("both", java.util.Map.of("probe", "right"));
              var bad = stage.lab.nginx.passwordFile("none", java.util.Map.of("nobody", "x"));
              stage.lab.nginx.server("r1", NginxLocations.basic("/", good));
              stage.lab.nginx.server("r2", NginxLocations.basic("/", good));
              balance(stage);
              NginxScenarios.agent(stage, Written.basic(stage.file("right")), "balanced");
              stage.good(4);
              NginxScenarios.serve(stage, "r2", NginxLocations.basic("/", bad));
              stage.refusedSoon();
            }),
        new Scenario(
            "replicas: one of two JWT servers demands another audience",
            new Truth(
                "nginx before Spring Security and a replica of it",
                "one replica answers 401 to every token",
                "identical requests are accepted and refused in turn"),
            certain(Cause.INCONSISTENT_BACKENDS),
            stage -> {
              stage.lab.nginx.server("r1", NginxLocations.proxy("/", stage.lab.api.url("/")));
              stage.lab.nginx.server("r2", NginxLocations.proxy("/", stage.lab.api.url("/")));
              balance(stage);
              Callers.client(stage, stage.lab.nginx.url("balanced", "/things"), "");
              stage.good(4);
              NginxScenarios.serve(
                  stage,
                  "r2",
                  "location / { add_header WWW-Authenticate 'Bearer error=\"invalid_token\"'"
                      + " always; return 401; }\n");
              stage.refusedSoon();
            }),
        new Scenario(
            "replicas: one of two reads an old copy of the key set",
            new Truth(
                KEYS,
                "the realm's key is rotated; one replica has the key set of before",
                "identical requests are accepted and refused in turn"),
            certain(Cause.INCONSISTENT_BACKENDS),
            stage -> {
              String old = PlainHttp.get(stage.lab.realm.jwksUri()).body();
              two(stage, keySet(stage, old));
              Callers.client(stage, stage.lab.nginx.url("balanced", "/things"), "");
              stage.good(4);
              stage.lab.realm.keys().rotate();
              stage.agent().renew("c");
              stage.refusedSoon();
            }),
        new Scenario(
            "replicas: one of two trusts the keys of another issuer",
            new Truth(
                KEYS,
                "a deployment gives one replica the key set of another realm",
                "identical requests are accepted and refused in turn"),
            certain(Cause.INCONSISTENT_BACKENDS),
            stage -> {
              two(stage, sameKeys(stage));
              Callers.client(stage, stage.lab.nginx.url("balanced", "/things"), "");
              stage.good(4);
              String others = stage.lab.keycloak.realm("master").jwksUri();
              stage.lab.second(keySet(stage, PlainHttp.get(others).body()));
              stage.refusedSoon();
            }),
        ControlScenarios.control(
            "control: two replicas read the same keys",
            KEYS,
            "the realm's key is rotated, both replicas know the new one",
            stage -> {
              two(stage, sameKeys(stage));
              Callers.client(stage, stage.lab.nginx.url("balanced", "/things"), "");
              stage.good(4);
              stage.lab.realm.keys().rotate();
              stage.agent().renew("c");
              stage.good(4);
            }));
  }

  /// A text for the server `second-keys`, which shows `json`.
  static String keySet(Stage stage, String json) {
    String file = stage.lab.fresh("keys") + ".json";
    stage.lab.nginx.file(file, json);
    return "location = /certs { default_type application/json; try_files /%s =404; }\n"
        .formatted(file);
  }

  private static String sameKeys(Stage stage) {
    return "location = /certs { proxy_pass %s; }\n".formatted(stage.lab.realm.jwksUri());
  }

  /// Two resource servers behind one address, of which the second has these keys.
  private static void two(Stage stage, String keys) {
    String second = stage.lab.second(keys).address();
    stage.lab.nginx.upstream("replicas", stage.lab.api.address(), second);
    NginxScenarios.serve(stage, "balanced", NginxLocations.proxy("/", "http://replicas"));
  }

  private static void pair(Stage stage, String first, String second) {
    stage.lab.nginx.server("r1", NginxScenarios.keys(first));
    stage.lab.nginx.server("r2", NginxScenarios.keys(second));
    balance(stage);
  }

  private static void balance(Stage stage) {
    stage.lab.nginx.upstream(
        "replicas", stage.lab.nginx.address("r1"), stage.lab.nginx.address("r2"));
    NginxScenarios.serve(stage, "balanced", NginxLocations.proxy("/", "http://replicas"));
  }
}
