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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import why401.credential.secret.FingerprintKey;
import why401.credential.secret.Secret;
import why401.diagnosis.evidence.Neighbours.Tally;
import why401.experiment.World.Ask;
import why401.experiment.World.Reply;
import why401.token.Credentials;
import why401.token.RequestSigner;
import why401.token.SignableRequest;

/// Sessions, and targets that are broken themselves.
final class TargetWorlds {
  private static final Tally REFUSED = new Tally(0, 2);

  private TargetWorlds() {}

  private static boolean session(Ask ask, String id) {
    return ask.credentials() instanceof Credentials.Session shown
        && shown.token().cookies().stream().anyMatch(one -> one.value().reveal().equals(id));
  }

  /// What Apache's mod_auth_gssapi answers with a keytab whose key was changed at the KDC.
  private static final String BAD_KEY_VERSION =
      "oW8wbaADCgEComYEZGBiBgkqhkiG9xIBAgIDAH5TMFGgAwIBBaEDAgEepBEYDzIwMjYxMTMwMDk1ODMzWqUFAgMN"
          + "VvmmAwIBLKkIGwZXLlRFU1SqHDAaoAMCAQOhEzARGwRIVFRQGwlsb2NhbGhvc3Q=";

  /// Sends a ticket.
  private record Ticket() implements RequestSigner {
    @Override
    public String scheme() {
      return "Negotiate";
    }

    @Override
    public String fingerprint(FingerprintKey key) {
      return "ticket";
    }

    @Override
    public List<Secret> secrets() {
      return List.of();
    }

    @Override
    public Map<String, String> sign(SignableRequest request) {
      return Map.of("Authorization", "Negotiate ticket");
    }

    @Override
    public Optional<RequestSigner> decoy() {
      return Optional.empty();
    }
  }

  static Stream<MechanismWorld> all() {
    return Stream.of(
        MechanismWorld.of(
            "service-key-outdated",
            SERVER_MISCONFIGURED,
            CERTAIN,
            bed -> {
              bed.credentials = new Credentials.Signed(new Ticket(), null);
              bed.world.target =
                  ask ->
                      ask.credentials() instanceof Credentials.Signed
                          ? Reply.of(401, "WWW-Authenticate: Negotiate " + BAD_KEY_VERSION)
                          : Reply.of(401, "WWW-Authenticate: Negotiate");
              return bed.examine();
            }),
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
