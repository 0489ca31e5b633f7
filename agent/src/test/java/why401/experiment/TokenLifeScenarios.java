package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;
import static why401.cause.Confidence.POSSIBLE;
import static why401.experiment.TokenWorld.ENDS;
import static why401.experiment.TokenWorld.ISSUED;
import static why401.experiment.TokenWorld.PLAIN;
import static why401.experiment.TokenWorld.bearer;
import static why401.experiment.TokenWorld.first;
import static why401.experiment.TokenWorld.healthy;
import static why401.experiment.TokenWorld.rejected;
import static why401.experiment.TokenWorld.renewalFails;
import static why401.experiment.TokenWorld.revoke;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import why401.credential.secret.Secret;
import why401.diagnosis.Jwts;
import why401.experiment.World.Reply;
import why401.probe.Probe;
import why401.token.Credentials;
import why401.token.IssuerHealth;
import why401.token.RenewalFailure;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;

/// Tokens that are out of time, damaged, dropped, or refused without fault.
final class TokenLifeScenarios {
  private TokenLifeScenarios() {}

  static Stream<Scenario> all() {
    return Stream.of(
        Scenario.of(
            "expired since it was accepted",
            TOKEN_EXPIRED,
            CERTAIN,
            bed -> {
              Instant issued = World.NOON.minusSeconds(900);
              Instant ended = World.NOON.minusSeconds(80);
              healthy(bed, Jwts.access(1, Jwts.jwt(issued, ended, PLAIN), issued, ended));
              return bed.examine();
            }),
        Scenario.of(
            "opaque token expired and said",
            TOKEN_EXPIRED,
            CERTAIN,
            bed -> {
              healthy(bed, Jwts.access(1, "opaque-1", ISSUED, ENDS));
              bed.world.introspection = new Introspection.Unanswered("no endpoint");
              bed.world.target =
                  ask ->
                      "opaque-1".equals(Targets.bearer(ask.credentials()))
                          ? Targets.invalidToken("The access token expired")
                          : Reply.of(200);
              return bed.examine();
            }),
        Scenario.of(
            "target's clock ten minutes ahead",
            CLOCK_SKEW,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.targetOffset = Duration.ofMinutes(10);
              return bed.examine();
            }),
        Scenario.of(
            "target's clock ten minutes behind",
            CLOCK_SKEW,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.targetOffset = Duration.ofMinutes(-10);
              return bed.examine();
            }),
        Scenario.of(
            "provider's clock five minutes ahead",
            CLOCK_SKEW,
            CERTAIN,
            bed -> {
              Instant ahead = World.NOON.plusSeconds(240);
              healthy(
                  bed,
                  Jwts.access(1, Jwts.jwt(ahead, ahead.plusSeconds(300), PLAIN), ISSUED, ENDS));
              return bed.examine();
            }),
        Scenario.of(
            "a gateway drops the header",
            CREDENTIALS_STRIPPED,
            LIKELY,
            bed -> {
              healthy(bed, first());
              bed.world.target = _ -> Targets.bare();
              return bed.examine();
            }),
        Scenario.of(
            "ID token sent",
            TOKEN_MALFORMED,
            CERTAIN,
            bed -> {
              bed.credential = bearer();
              bed.credentials =
                  new Credentials.StaticBearer(
                      Secret.of(Jwts.jwt(ISSUED, ENDS, c -> c.claim("typ", "ID").audience("web"))));
              bed.demand = new Probe.TokenDemand("orders", null);
              bed.world.target = Targets.jwtApi(bed.world, "orders", Set.of("k1"));
              return bed.examine();
            }),
        Scenario.of(
            "quoted token",
            TOKEN_MALFORMED,
            CERTAIN,
            bed -> {
              bed.credential = bearer();
              String jwt = Jwts.jwt(ISSUED, ENDS, PLAIN);
              bed.credentials = new Credentials.StaticBearer(Secret.of('"' + jwt + '"'));
              bed.world.target = Targets.jwtApi(bed.world, "orders", Set.of("k1"));
              return bed.examine();
            }),
        Scenario.of(
            "truncated token",
            TOKEN_MALFORMED,
            LIKELY,
            bed -> {
              bed.credential = bearer();
              String jwt = Jwts.jwt(ISSUED, ENDS, PLAIN);
              bed.credentials =
                  new Credentials.StaticBearer(Secret.of(jwt.substring(0, jwt.length() - 20)));
              bed.world.target = Targets.jwtApi(bed.world, "orders", Set.of("k1"));
              return bed.examine();
            }),
        Scenario.of(
            "provider down, its tokens revoked",
            UNKNOWN,
            POSSIBLE,
            bed -> {
              healthy(bed, first());
              revoke(bed);
              bed.world.key = new KeyLookup.Unanswered("connection refused");
              bed.issuer = new IssuerHealth(Jwts.ISSUER, false, World.NOON, "connection refused");
              renewalFails(
                  bed,
                  RenewalFailure.of(
                      World.NOON, RenewalFailure.Reason.UNREACHABLE, "connection refused"));
              return bed.examine();
            }),
        Scenario.of(
            "client disabled, its tokens revoked",
            ACCOUNT_LOCKED,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              revoke(bed);
              bed.world.introspection = new Introspection.Inactive();
              renewalFails(bed, rejected(400, "invalid_client", "Client disabled"));
              return bed.examine();
            }),
        Scenario.of(
            "key set unreachable from the target",
            SERVER_MISCONFIGURED,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.issuer = new IssuerHealth(Jwts.ISSUER, true, World.NOON, null);
              bed.world.target = _ -> Reply.of(401).body("Jwks remote fetch is failed");
              return bed.examine();
            }),
        Scenario.of(
            "good tokens refused by a silent target",
            SERVER_MISCONFIGURED,
            LIKELY,
            bed -> {
              healthy(bed, first());
              bed.world.target =
                  ask ->
                      Targets.bearer(ask.credentials()) == null
                          ? Targets.bare()
                          : Targets.invalidToken("");
              return bed.examine();
            }),
        Scenario.of(
            "opaque token of another, no means",
            UNKNOWN,
            POSSIBLE,
            bed -> {
              bed.credential = bearer();
              bed.credentials =
                  new Credentials.StaticBearer(Secret.of(Jwts.jwt(ISSUED, ENDS, PLAIN)));
              bed.world.target =
                  ask ->
                      Targets.bearer(ask.credentials()) == null
                          ? Targets.bare()
                          : Targets.invalidToken("");
              return bed.examine();
            }));
  }
}
