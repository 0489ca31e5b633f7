package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;
import static why401.experiment.TokenWorld.ENDS;
import static why401.experiment.TokenWorld.ISSUED;
import static why401.experiment.TokenWorld.PLAIN;
import static why401.experiment.TokenWorld.first;
import static why401.experiment.TokenWorld.healthy;
import static why401.experiment.TokenWorld.renewsTo;
import static why401.experiment.TokenWorld.revoke;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import why401.diagnosis.Jwts;
import why401.experiment.World.Reply;
import why401.probe.Probe;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;

/// Tokens that the target or the identity provider judges by signature, audience, issuer and
/// rights.
final class TokenScenarios {
  private TokenScenarios() {}

  static Stream<Scenario> all() {
    return Stream.of(
        Scenario.of(
            "token revoked, provider says inactive",
            TOKEN_REVOKED,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              revoke(bed);
              bed.world.introspection = new Introspection.Inactive();
              return bed.examine();
            }),
        Scenario.of(
            "token revoked, no introspection",
            TOKEN_REVOKED,
            LIKELY,
            bed -> {
              healthy(bed, first());
              revoke(bed);
              bed.world.introspection = new Introspection.Unanswered("no endpoint");
              return bed.examine();
            }),
        Scenario.of(
            "signing key rotated, old one gone",
            TOKEN_SIGNATURE_INVALID,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.target = Targets.jwtApi(bed.world, "orders", Set.of("k2"));
              bed.world.key = new KeyLookup.Absent(List.of("k2"));
              bed.world.introspection = new Introspection.Inactive();
              renewsTo(bed, "k2", PLAIN);
              return bed.examine();
            }),
        Scenario.of(
            "new key not yet known to the target",
            TOKEN_SIGNATURE_INVALID,
            LIKELY,
            bed -> {
              healthy(bed, Jwts.access(2, Jwts.jwt("k9", ISSUED, ENDS, PLAIN), ISSUED, ENDS));
              bed.workedWith = first();
              renewsTo(bed, "k9", PLAIN);
              return bed.examine();
            }),
        Scenario.of(
            "target says: signature",
            TOKEN_SIGNATURE_INVALID,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.target = _ -> Targets.invalidToken("Signature verification failed");
              return bed.examine();
            }),
        Scenario.of(
            "target wants another audience and says so",
            AUDIENCE_MISMATCH,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.target = _ -> Targets.invalidToken("The aud claim is not valid");
              return bed.examine();
            }),
        Scenario.of(
            "demanded audience configured, target silent",
            AUDIENCE_MISMATCH,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.workedWith = null;
              bed.demand = new Probe.TokenDemand("orders-v2", null);
              bed.world.target = Targets.jwtApi(bed.world, "orders-v2", Set.of("k1"));
              return bed.examine();
            }),
        Scenario.of(
            "audience of fresh tokens changed",
            AUDIENCE_MISMATCH,
            LIKELY,
            bed -> {
              healthy(
                  bed,
                  Jwts.access(2, Jwts.jwt(ISSUED, ENDS, c -> c.audience("other")), ISSUED, ENDS));
              bed.workedWith = first();
              renewsTo(bed, "k1", c -> c.audience("other"));
              return bed.examine();
            }),
        Scenario.of(
            "issuer differs in a slash",
            ISSUER_MISMATCH,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.workedWith = null;
              bed.demand = new Probe.TokenDemand(null, Jwts.ISSUER + "/");
              bed.world.target = _ -> Targets.invalidToken("");
              return bed.examine();
            }),
        Scenario.of(
            "target says: issuer",
            ISSUER_MISMATCH,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.target = _ -> Targets.invalidToken("The iss claim is not valid");
              return bed.examine();
            }),
        Scenario.of(
            "scope missing and said",
            INSUFFICIENT_SCOPE,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.target =
                  _ ->
                      Reply.of(
                          403,
                          "WWW-Authenticate: Bearer error=\"insufficient_scope\","
                              + " scope=\"orders.write\"");
              return bed.examine();
            }),
        Scenario.of(
            "403 without a word, nonsense gets 401",
            INSUFFICIENT_SCOPE,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.target =
                  ask ->
                      String.valueOf(Targets.bearer(ask.credentials())).startsWith("eyJ")
                          ? Reply.of(403)
                          : Targets.bare();
              return bed.examine();
            }),
        Scenario.of(
            "role taken and tokens revoked",
            INSUFFICIENT_SCOPE,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              String old = Targets.bearer(bed.credentials);
              bed.world.introspection = new Introspection.Inactive();
              bed.world.target =
                  ask ->
                      String.valueOf(old).equals(Targets.bearer(ask.credentials()))
                          ? Targets.invalidToken("")
                          : Reply.of(403, "WWW-Authenticate: Bearer error=\"insufficient_scope\"");
              return bed.examine();
            }));
  }
}
