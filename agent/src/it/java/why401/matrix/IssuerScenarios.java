package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.likely;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import why401.cause.Cause;
import why401.partner.NginxLocations;

/// An identity provider in trouble: the only partner that is scripted, since no real one can be
/// asked to answer garbage.
final class IssuerScenarios {
  private static final String MOCK = "scripted identity provider";
  private static final String TOKEN =
      "{\"access_token\":\"opaque-token\",\"token_type\":\"Bearer\",\"expires_in\":20}";

  private IssuerScenarios() {}

  static List<Scenario> all() {
    return List.of(
        trouble(
            "identity provider: 500",
            "it answers 500",
            "the token endpoint answers 500",
            certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE),
            _ -> ScriptedServer.Reply.json(500, "{}")),
        trouble(
            "identity provider: garbage with 200",
            "it answers 200 with a page of HTML",
            "the token endpoint answers without a token",
            likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE),
            _ ->
                new ScriptedServer.Reply(
                    200, Map.of("Content-Type", "text/html"), "<html>It works!</html>")),
        trouble(
            "identity provider: 200 without a token",
            "it answers 200 with JSON that has no access_token",
            "the token endpoint answers without a token",
            likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE),
            _ -> ScriptedServer.Reply.json(200, "{\"status\":\"ok\"}")),
        trouble(
            "identity provider: slower than its timeout",
            "it answers after 30 s",
            "no answer in time",
            certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE),
            _ -> {
              ScriptedServer.late(Duration.ofSeconds(30));
              return ScriptedServer.Reply.json(200, TOKEN);
            }),
        trouble(
            "identity provider: 429",
            "it limits the agent",
            "429 and Retry-After",
            certain(Cause.RATE_LIMITED),
            _ ->
                new ScriptedServer.Reply(
                    429, Map.of("Retry-After", "60", "Content-Type", "application/json"), "{}")),
        trouble(
            "identity provider: 503 with Retry-After",
            "it is under maintenance",
            "503",
            certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE),
            _ -> new ScriptedServer.Reply(503, Map.of("Retry-After", "60"), "")),
        trouble(
            "identity provider: refuses and names no reason",
            "it answers 400 and {\"error\":\"invalid_request\"}",
            "nothing decides",
            Expected.unknown(
                "invalid_request says that the request is wrong, not in what, and the same request"
                    + " was right before; only the provider's log can tell"),
            _ -> ScriptedServer.Reply.json(400, "{\"error\":\"invalid_request\"}")),
        new Scenario(
            "identity provider: connection refused",
            new Truth(
                "nginx before Keycloak, stopped listening",
                "nobody listens at the token endpoint",
                "the connection is refused"),
            certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE),
            stage -> {
              ScriptedServer own = new ScriptedServer();
              own.answer(_ -> ScriptedServer.Reply.json(200, TOKEN));
              start(stage, own);
              own.close();
              stage.agent().outlive("c");
              stage.refused();
            }));
  }

  private static Scenario trouble(
      String name, String fault, String tell, Expected expected, ScriptedServer.Script script) {
    return new Scenario(
        name,
        new Truth(MOCK, fault, tell),
        expected,
        stage -> {
          stage.lab.mock.answer(_ -> ScriptedServer.Reply.json(200, TOKEN));
          start(stage, stage.lab.mock);
          stage.lab.mock.answer(script);
          stage.agent().outlive("c");
          stage.refused();
        });
  }

  private static void start(Stage stage, ScriptedServer issuer) {
    NginxScenarios.serve(stage, "anyone", NginxLocations.answer("/", 200, "welcome"));
    stage.agent(
        Stage.conf(
            Written.clientAt(issuer.url("/token"), "app", stage.file("secret")),
            stage.lab.nginx.url("anyone", "/")));
    stage.goodJustNow(2);
  }
}
