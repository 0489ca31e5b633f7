package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;
import static why401.cause.Confidence.POSSIBLE;
import static why401.experiment.SecretScenarios.partner;

import java.util.stream.Stream;
import why401.experiment.World.Reply;
import why401.token.Credentials;

/// API keys, forward proxies, and nobody.
final class KeyScenarios {
  private static final Reply BASIC = Reply.of(401, "WWW-Authenticate: Basic realm=\"x\"");

  private KeyScenarios() {}

  static Stream<Scenario> all() {
    return Stream.of(
        Scenario.of(
            "API key rolled",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              partner(bed, "old");
              return bed.examine();
            }),
        Scenario.of(
            "API key unknown, answer without words",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              partner(bed, "old");
              bed.world.target =
                  ask ->
                      ask.credentials() instanceof Credentials.Key
                          ? Reply.of(401).body("{}")
                          : Reply.of(401).body("{\"message\":\"Authentication required\"}");
              return bed.examine();
            }),
        Scenario.of(
            "API key dropped by a gateway",
            CREDENTIALS_STRIPPED,
            LIKELY,
            bed -> {
              partner(bed, "current");
              bed.world.target =
                  _ -> Reply.of(401).body("{\"message\":\"No API key found in request\"}");
              return bed.examine();
            }),
        Scenario.of(
            "API key in quotes",
            TOKEN_MALFORMED,
            CERTAIN,
            bed -> {
              partner(bed, "\"current\"");
              bed.workedWith = null;
              return bed.examine();
            }),
        Scenario.of(
            "too many attempts",
            RATE_LIMITED,
            LIKELY,
            bed -> {
              partner(bed, "current");
              bed.world.target =
                  _ ->
                      Reply.of(401, "Retry-After: 30")
                          .body("{\"message\":\"Too many failed attempts; try again later\"}");
              return bed.examine();
            }),
        Scenario.of(
            "nonsense is accepted",
            SERVER_MISCONFIGURED,
            CERTAIN,
            bed -> {
              partner(bed, "current");
              bed.world.target =
                  ask ->
                      switch (ask.credentials()) {
                        case Credentials.Key shown when shown.value().reveal().equals("current") ->
                            Reply.of(401).body("{}");
                        case Credentials.Key _ -> Reply.of(200);
                        default -> Reply.of(401).body("{\"e\":\"none\"}");
                      };
              return bed.examine();
            }),
        Scenario.of(
            "403 to everybody",
            UNKNOWN,
            POSSIBLE,
            bed -> {
              partner(bed, "current");
              bed.world.target = _ -> Reply.of(403);
              return bed.examine();
            }),
        Scenario.of(
            "proxy wants a user name",
            CREDENTIALS_MISSING,
            CERTAIN,
            bed -> {
              partner(bed, "current");
              bed.world.target = _ -> Reply.of(407, "Proxy-Authenticate: Basic realm=\"proxy\"");
              return bed.examine();
            }),
        Scenario.of(
            "proxy refuses its user name",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              partner(bed, "current");
              bed.secretProxy = true;
              bed.world.target = _ -> Reply.of(407, "Proxy-Authenticate: Basic realm=\"proxy\"");
              return bed.examine();
            }),
        Scenario.of(
            "anonymous probe, target demands a credential",
            CREDENTIALS_MISSING,
            CERTAIN,
            bed -> {
              bed.world.target = _ -> BASIC;
              return bed.examine();
            }));
  }
}
