package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;
import static why401.experiment.SecretScenarios.basic;
import static why401.experiment.SecretScenarios.partner;
import static why401.experiment.SecretWorlds.near;
import static why401.experiment.SecretWorlds.refused;
import static why401.experiment.TokenWorld.first;
import static why401.experiment.TokenWorld.healthy;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.diagnosis.evidence.Neighbours.Tally;
import why401.experiment.World.Reply;
import why401.probe.Exchange;
import why401.token.Credentials;

/// Headers that are dropped, schemes, filters, limits.
final class PathWorlds {
  private PathWorlds() {}

  private static Reply forbidden(String page) {
    return Reply.of(403, "Server: edge", "Content-Type: text/html").body(page);
  }

  static Stream<MechanismWorld> all() {
    return Stream.concat(dropped(), Stream.concat(schemes(), filters()));
  }

  private static Stream<MechanismWorld> dropped() {
    return Stream.of(
        MechanismWorld.of(
            "header-removed-after-check",
            CREDENTIALS_STRIPPED,
            LIKELY,
            bed -> {
              healthy(bed, first());
              bed.world.target =
                  ask -> {
                    String value = Targets.bearer(ask.credentials());
                    return value == null
                        ? Reply.of(401).body("Jwt is missing")
                        : value.startsWith("eyJ")
                            ? Reply.of(401).body("{\"error\":\"No authorization token was found\"}")
                            : Reply.of(401).body("Jwt is not in the form of Header.Payload");
                  };
              return bed.examine();
            }),
        MechanismWorld.of(
                "password-dropped-on-the-way",
                CREDENTIALS_STRIPPED,
                LIKELY,
                bed -> {
                  basic(bed, "secret");
                  bed.serverBefore = "app/1";
                  bed.world.target =
                      _ ->
                          Reply.of(401, "WWW-Authenticate: Basic realm=\"x\"", "Server: edge/2")
                              .body("{\"error\":\"Missing Authorization header\"}");
                  return bed.examine();
                })
            .or(UNKNOWN),
        MechanismWorld.of(
            "left-behind-at-redirect",
            CREDENTIALS_STRIPPED,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.hops =
                  List.of(
                      new Exchange.Hop(
                          302,
                          ExperimentFixture.URL,
                          URI.create("https://orders.example/v1/orders"),
                          false));
              bed.world.target = _ -> Targets.bare();
              return bed.examine();
            }),
        MechanismWorld.of(
            "header-name-dropped",
            CREDENTIALS_STRIPPED,
            LIKELY,
            bed -> {
              partner(bed, "current");
              bed.credentials =
                  new Credentials.Key(
                      Credential.Placement.HEADER, "X_API_KEY", Secret.of("current"));
              bed.workedWith = null;
              bed.world.target =
                  _ -> Reply.of(401).body("{\"message\":\"No API key found in request\"}");
              return bed.examine();
            }),
        MechanismWorld.of(
                "dropped-before-program",
                CREDENTIALS_STRIPPED,
                LIKELY,
                bed -> {
                  bed.credential = TokenWorld.bearer();
                  bed.credentials = new Credentials.StaticBearer(Secret.of("opaque-token-1"));
                  bed.world.target =
                      _ ->
                          Reply.of(401, "Server: Apache")
                              .body("{\"error\":\"Authorization header missing\"}");
                  return bed.examine();
                })
            .or(UNKNOWN));
  }

  private static Stream<MechanismWorld> schemes() {
    return Stream.of(
        MechanismWorld.of(
            "scheme-wrong-from-start",
            SCHEME_NOT_ACCEPTED,
            LIKELY,
            bed -> {
              partner(bed, "current");
              bed.workedWith = null;
              bed.world.target = _ -> Reply.of(401, "WWW-Authenticate: Bearer realm=\"api\"");
              return bed.examine();
            }),
        MechanismWorld.of(
                "scheme-ignored-for-this-request",
                SCHEME_NOT_ACCEPTED,
                LIKELY,
                bed -> {
                  basic(bed, "secret");
                  bed.workedWith = null;
                  bed.neighbours = near(Tally.NONE, Tally.NONE, new Tally(1, 0));
                  bed.world.target = _ -> Reply.of(401, "WWW-Authenticate: XBasic realm=\"x\"");
                  return bed.examine();
                })
            .or(SERVER_MISCONFIGURED),
        MechanismWorld.of(
            "login-page-instead",
            SCHEME_NOT_ACCEPTED,
            LIKELY,
            bed -> {
              partner(bed, "current");
              bed.workedWith = null;
              bed.world.target = _ -> Reply.of(302, "Location: https://api.example/login");
              return bed.examine();
            }));
  }

  private static Stream<MechanismWorld> filters() {
    return Stream.of(
        MechanismWorld.of(
            "firewall-rule",
            REQUEST_BLOCKED,
            LIKELY,
            bed -> {
              healthy(bed, first());
              bed.serverBefore = "app/1";
              bed.world.target =
                  _ -> forbidden("Your request was blocked by the web application firewall.");
              return bed.examine();
            }),
        MechanismWorld.of(
            "bot-protection",
            REQUEST_BLOCKED,
            LIKELY,
            bed -> {
              healthy(bed, first());
              bed.world.target =
                  _ ->
                      Reply.of(403, "Server: cloudflare", "cf-mitigated: challenge")
                          .body("<title>Just a moment...</title>");
              return bed.examine();
            }),
        MechanismWorld.of(
                "address-refused",
                REQUEST_BLOCKED,
                LIKELY,
                bed -> {
                  partner(bed, "current");
                  bed.workedWith = null;
                  bed.neighbours = near(Tally.NONE, new Tally(0, 2), Tally.NONE);
                  bed.world.target =
                      _ -> Reply.of(403, "Server: nginx").body("<h1>403 Forbidden</h1>");
                  return bed.examine();
                })
            .or(SERVER_MISCONFIGURED, UNKNOWN),
        MechanismWorld.of(
                "banned-after-attempts",
                REQUEST_BLOCKED,
                LIKELY,
                bed -> {
                  healthy(bed, first());
                  bed.history = refused(5, 401);
                  bed.world.target = _ -> Reply.of(403).body("403: Forbidden");
                  return bed.examine();
                })
            .or(UNKNOWN),
        MechanismWorld.of(
            "user-agent-refused",
            REQUEST_BLOCKED,
            LIKELY,
            bed -> {
              healthy(bed, first());
              bed.workedWith = null;
              bed.world.target =
                  _ ->
                      forbidden(
                          "Request forbidden by administrative rules. Please make sure your request"
                              + " has a User-Agent header.");
              return bed.examine();
            }));
  }
}
