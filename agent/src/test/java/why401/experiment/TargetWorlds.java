package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;
import static why401.experiment.SecretScenarios.basic;
import static why401.experiment.SecretScenarios.partner;
import static why401.experiment.SecretWorlds.near;
import static why401.experiment.StabilityScenarios.portal;
import static why401.experiment.TokenWorld.first;
import static why401.experiment.TokenWorld.healthy;

import java.util.List;
import java.util.stream.Stream;
import why401.diagnosis.evidence.Neighbours.Tally;
import why401.experiment.World.Ask;
import why401.experiment.World.Reply;
import why401.token.Credentials;

/// Sessions, and targets that are broken themselves.
final class TargetWorlds {
  private static final Tally REFUSED = new Tally(0, 2);

  private TargetWorlds() {}

  private static boolean session(Ask ask, String id) {
    return ask.credentials() instanceof Credentials.Session shown
        && shown.token().cookies().values().stream().anyMatch(one -> one.reveal().equals(id));
  }

  static Stream<MechanismWorld> all() {
    return Stream.of(
        MechanismWorld.of(
            "session-idle",
            SESSION_STALE,
            CERTAIN,
            bed -> {
              portal(bed, "old", "new");
              bed.world.target =
                  ask -> session(ask, "new") ? Reply.of(200) : Reply.of(401).body("login first");
              return bed.examine();
            }),
        MechanismWorld.of(
            "forgery-token-stale",
            SESSION_STALE,
            CERTAIN,
            bed -> {
              portal(bed, "old", "new");
              bed.world.target =
                  ask ->
                      session(ask, "old")
                          ? Reply.of(403).body("Anti cross-site request forgery token mismatch")
                          : Targets.portal(List.of("new")).apply(ask);
              return bed.examine();
            }),
        MechanismWorld.of(
                "authentication-backend-down",
                SERVER_MISCONFIGURED,
                LIKELY,
                bed -> {
                  partner(bed, "current");
                  bed.neighbours = near(Tally.NONE, REFUSED, Tally.NONE);
                  bed.world.target =
                      _ -> Reply.of(403).body("{\"message\":\"authorization failed\"}");
                  return bed.examine();
                })
            .or(REQUEST_BLOCKED, UNKNOWN),
        MechanismWorld.of(
                "refusal-cached",
                SERVER_MISCONFIGURED,
                LIKELY,
                bed -> {
                  basic(bed, "secret");
                  bed.world.target =
                      _ ->
                          Reply.of(
                              401,
                              "WWW-Authenticate: Basic realm=\"x\"",
                              "Server: Apache/2.4.57",
                              "X-Cache: HIT",
                              "Age: 12");
                  return bed.examine();
                })
            .or(CREDENTIALS_STRIPPED, UNKNOWN),
        MechanismWorld.of(
                "policy-broken-by-release",
                SERVER_MISCONFIGURED,
                LIKELY,
                bed -> {
                  healthy(bed, first());
                  bed.serverBefore = "orders";
                  bed.neighbours = near(Tally.NONE, REFUSED, Tally.NONE);
                  bed.world.target = _ -> Reply.of(401, "Server: orders-next").body("{}");
                  return bed.examine();
                })
            .or(CREDENTIALS_STRIPPED, UNKNOWN),
        MechanismWorld.of(
                "request-rewritten",
                SERVER_MISCONFIGURED,
                LIKELY,
                bed -> {
                  basic(bed, "secret");
                  bed.workedWith = null;
                  bed.control = true;
                  bed.neighbours = near(Tally.NONE, Tally.NONE, new Tally(1, 0));
                  Reply other =
                      Reply.of(401, "WWW-Authenticate: Basic realm=\"x\"").body("missing");
                  Reply ours =
                      Reply.of(401, "WWW-Authenticate: Basic realm=\"x\"").body("uri mismatch");
                  bed.world.target =
                      ask ->
                          !(ask.credentials() instanceof Credentials.Basic)
                              ? other
                              : ask.url().equals(ExperimentFixture.CONTROL) ? Reply.of(200) : ours;
                  return bed.examine();
                })
            .or(INSUFFICIENT_SCOPE, UNKNOWN),
        MechanismWorld.of(
            "replicas-without-shared-sessions",
            INCONSISTENT_BACKENDS,
            CERTAIN,
            bed -> {
              portal(bed, "s", "new");
              bed.cookiesBefore = false;
              bed.world.target =
                  ask ->
                      session(ask, "s") && ask.nth() % 4 >= 2
                              || session(ask, "new") && ask.nth() % 4 == 1
                          ? Reply.of(200)
                          : Reply.of(302, "Location: https://api.example/login");
              return bed.examine();
            }));
  }
}
