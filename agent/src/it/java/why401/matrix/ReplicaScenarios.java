package why401.matrix;

import static why401.matrix.Expected.certain;

import java.util.List;
import why401.cause.Cause;
import why401.partner.NginxLocations;

/// Replicas behind one address, of which one is wrong.
final class ReplicaScenarios {
  private static final String PAIR = "nginx before two replicas";

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
            }));
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
