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

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import why401.diagnosis.Jwts;
import why401.diagnosis.credential.ClientCertificate;
import why401.experiment.World.Ask;
import why401.experiment.World.Reply;
import why401.token.RenewalResult;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;

/// Tokens: signature, revocation, binding, rights.
final class TokenWorlds {
  private TokenWorlds() {}

  /// Refuses what the bed shows, with `reply`, and everything else as before.
  private static void refuse(ExperimentFixture bed, Reply reply) {
    String ours = String.valueOf(Targets.bearer(bed.credentials));
    var before = bed.world.target;
    bed.world.target =
        ask -> ours.equals(Targets.bearer(ask.credentials())) ? reply : before.apply(ask);
  }

  private static boolean ours(Ask ask) {
    return String.valueOf(Targets.bearer(ask.credentials())).startsWith("eyJ");
  }

  private static String bound(String fingerprint) {
    return Jwts.jwt(ISSUED, ENDS, c -> c.claim("cnf", Map.of("x5t#S256", fingerprint)));
  }

  static Stream<MechanismWorld> all() {
    return Stream.of(
        MechanismWorld.of(
                "key-of-another-set",
                TOKEN_SIGNATURE_INVALID,
                LIKELY,
                bed -> {
                  healthy(bed, first());
                  bed.workedWith = null;
                  bed.world.target = Targets.jwtApi(bed.world, "orders", Set.of("k9"));
                  bed.world.key = new KeyLookup.Absent(List.of("k9"));
                  return bed.examine();
                })
            .or(ISSUER_MISMATCH),
        MechanismWorld.of(
            "signature-broken",
            TOKEN_SIGNATURE_INVALID,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.workedWith = null;
              bed.world.target = _ -> Targets.invalidToken("Signature verification failed");
              return bed.examine();
            }),
        MechanismWorld.of(
            "provider-clock-behind",
            CLOCK_SKEW,
            CERTAIN,
            bed -> {
              Instant issued = World.NOON.minusSeconds(700);
              Instant ended = World.NOON.minusSeconds(400);
              Instant obtained = World.NOON.minusSeconds(10);
              healthy(bed, Jwts.access(1, Jwts.jwt(issued, ended, PLAIN), obtained, ENDS));
              bed.workedWith = Jwts.access(0, "before", ISSUED.minusSeconds(600), ISSUED);
              bed.providerClock = Duration.ofSeconds(-690);
              bed.world.renewal =
                  generation -> {
                    Instant again = bed.world.now.minusSeconds(690);
                    String token = Jwts.jwt("k1", again, again.plusSeconds(300), PLAIN);
                    return new RenewalResult.Renewed(
                        "billing", Jwts.token(generation + 1, token, bed.world.now, ENDS));
                  };
              return bed.examine();
            }),
        MechanismWorld.of(
            "provider-clock-jumped",
            CLOCK_SKEW,
            LIKELY,
            bed -> {
              healthy(bed, first());
              Duration jump = Duration.ofMinutes(20);
              bed.world.introspection = new Introspection.Inactive();
              bed.world.target =
                  ask -> {
                    String value = Targets.bearer(ask.credentials());
                    return value != null && value.equals(jumped(bed.world.now, jump))
                        ? Reply.of(200)
                        : Targets.bare();
                  };
              bed.world.renewal =
                  generation ->
                      new RenewalResult.Renewed(
                          "billing",
                          Jwts.token(
                              generation + 1,
                              jumped(bed.world.now, jump),
                              bed.world.now,
                              bed.world.now.plus(jump).plusSeconds(300)));
              return bed.examine();
            }),
        MechanismWorld.of(
            "old-token-reissued",
            TOKEN_EXPIRED,
            CERTAIN,
            bed -> {
              Instant issued = World.NOON.minusSeconds(900);
              Instant ended = World.NOON.minusSeconds(80);
              String token = Jwts.jwt(issued, ended, PLAIN);
              healthy(bed, Jwts.access(1, token, World.NOON.minusSeconds(200), ended));
              bed.world.renewal =
                  generation ->
                      new RenewalResult.Renewed(
                          "billing", Jwts.token(generation + 1, token, bed.world.now, ended));
              return bed.examine();
            }),
        MechanismWorld.of(
            "displaced-by-another",
            TOKEN_REVOKED,
            CERTAIN,
            bed -> {
              healthy(bed, Jwts.access(1, "opaque-1", ISSUED, ENDS));
              bed.world.introspection = new Introspection.Inactive();
              bed.world.target =
                  ask ->
                      "opaque-2".equals(Targets.bearer(ask.credentials()))
                          ? Reply.of(200)
                          : Targets.invalidToken("");
              bed.world.renewal =
                  generation -> {
                    Instant end = bed.world.now.plusSeconds(300);
                    return new RenewalResult.Renewed(
                        "billing", Jwts.token(generation + 1, "opaque-2", bed.world.now, end));
                  };
              return bed.examine();
            }),
        MechanismWorld.of(
            "bound-certificate-replaced",
            TOKEN_REVOKED,
            CERTAIN,
            bed -> {
              healthy(bed, Jwts.access(1, bound("of-the-old"), ISSUED, ENDS));
              bed.certificate =
                  new ClientCertificate(
                      "of-the-new", World.NOON.minusSeconds(60), World.NOON.plusSeconds(90_000));
              renewsTo(bed, "k1", c -> c.claim("cnf", Map.of("x5t#S256", "of-the-new")));
              refuse(bed, Reply.of(401).body("{\"message\":\"certificate mismatch\"}"));
              return bed.examine();
            }),
        MechanismWorld.of(
            "right-granted-later",
            INSUFFICIENT_SCOPE,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              renewsTo(bed, "k1", c -> c.claim("scope", "orders.read orders.write"));
              refuse(bed, Reply.of(403));
              return bed.examine();
            }),
        MechanismWorld.of(
            "right-cached-by-target",
            INSUFFICIENT_SCOPE,
            LIKELY,
            bed -> {
              healthy(bed, first());
              bed.world.target =
                  ask ->
                      ours(ask)
                          ? Reply.of(
                              403,
                              "WWW-Authenticate: Bearer error=\"insufficient_scope\","
                                  + " scope=\"orders.read\"")
                          : Targets.bare();
              return bed.examine();
            }),
        MechanismWorld.of(
            "further-factor-demanded",
            INSUFFICIENT_SCOPE,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.target =
                  ask ->
                      ours(ask)
                          ? Reply.of(
                              401,
                              "WWW-Authenticate: Bearer"
                                  + " error=\"insufficient_user_authentication\","
                                  + " error_description=\"A different authentication level is"
                                  + " required\"")
                          : Targets.bare();
              return bed.examine();
            }),
        MechanismWorld.of(
            "proof-demanded",
            SCHEME_NOT_ACCEPTED,
            CERTAIN,
            bed -> {
              healthy(bed, first());
              bed.world.target =
                  _ ->
                      Reply.of(
                          401,
                          "WWW-Authenticate: DPoP algs=\"ES256\", error=\"invalid_dpop_proof\"");
              return bed.examine();
            }),
        MechanismWorld.of(
                "not-yet-spread",
                TRANSIENT,
                LIKELY,
                bed -> {
                  healthy(
                      bed, Jwts.access(2, Jwts.jwt("k2", ISSUED, ENDS, PLAIN), World.NOON, ENDS));
                  bed.workedWith = first();
                  bed.world.target = Targets.turns(Targets.invalidToken(""), Reply.of(200));
                  return bed.examine();
                })
            .or(TOKEN_SIGNATURE_INVALID));
  }

  /// A token of a provider whose clock is ahead, whenever it is asked for today.
  private static String jumped(Instant now, Duration jump) {
    Instant issued = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(12)).plus(jump);
    return Jwts.jwt("k1", issued, issued.plusSeconds(3600), PLAIN);
  }
}
