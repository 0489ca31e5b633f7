package why401.experiment;

import static why401.diagnosis.Cause.*;
import static why401.diagnosis.Confidence.CERTAIN;
import static why401.diagnosis.Confidence.LIKELY;
import static why401.diagnosis.Confidence.POSSIBLE;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import why401.credential.Credential;
import why401.credential.Secret;
import why401.credential.SecretSource;
import why401.credential.Tls;
import why401.diagnosis.Jwts;
import why401.experiment.World.Reply;
import why401.probe.Probe;
import why401.token.EndpointResponse;
import why401.token.Fault;
import why401.token.IssuerHealth;
import why401.token.Proof;
import why401.token.Renewal;
import why401.token.Tokens.Introspection;
import why401.token.Tokens.KeyLookup;

/// Renewed bearer tokens, and those that somebody else rotates.
final class TokenScenarios {
  private static final Instant ISSUED = World.NOON.minusSeconds(60);
  private static final Instant ENDS = World.NOON.plusSeconds(240);
  private static final Consumer<JWTClaimsSet.Builder> PLAIN = _ -> {};

  private TokenScenarios() {}

  static Proof.AccessToken first() {
    return Jwts.access(1, Jwts.jwt(ISSUED, ENDS, PLAIN), ISSUED, ENDS);
  }

  /// A healthy world around `proof`, which worked before.
  static void healthy(Bed bed, Proof proof) {
    bed.proof = proof;
    bed.workedWith = proof;
    bed.world.target = Targets.jwtApi(bed.world, "orders", Set.of("k1", "k2"));
    bed.world.key = new KeyLookup.Published("f1");
    bed.world.introspection = new Introspection.Active(null, null);
    renewsTo(bed, "k1", PLAIN);
  }

  static void renewsTo(Bed bed, String keyId, Consumer<JWTClaimsSet.Builder> variation) {
    bed.world.renewal =
        generation -> {
          Instant now = bed.world.now;
          Instant end = now.plusSeconds(300);
          return new Renewal.Renewed(
              "billing",
              Jwts.token(generation + 1, Jwts.jwt(keyId, now, end, variation), now, end));
        };
  }

  static void renewalFails(Bed bed, Fault fault) {
    bed.world.renewal = _ -> new Renewal.Failed("billing", fault);
  }

  static Fault rejected(int status, String error, String description) {
    String body = "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";
    return new Fault(
        World.NOON,
        Fault.Reason.REJECTED,
        status,
        error,
        description,
        new EndpointResponse(
            status, java.util.Map.of("content-type", List.of("application/json")), body));
  }

  private static void revoke(Bed bed) {
    String gone = Targets.bearer(bed.proof);
    var before = bed.world.target;
    bed.world.target =
        ask ->
            String.valueOf(gone).equals(Targets.bearer(ask.proof()))
                ? Targets.invalidToken("")
                : before.apply(ask);
  }

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
            CERTAIN,
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
                      Targets.bearer(ask.proof()) != null
                              && Targets.bearer(ask.proof()).startsWith("eyJ")
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
              String old = Targets.bearer(bed.proof);
              bed.world.introspection = new Introspection.Inactive();
              bed.world.target =
                  ask ->
                      String.valueOf(old).equals(Targets.bearer(ask.proof()))
                          ? Targets.invalidToken("")
                          : Reply.of(403, "WWW-Authenticate: Bearer error=\"insufficient_scope\"");
              return bed.examine();
            }),
        Scenario.of(
            "expired long ago",
            TOKEN_EXPIRED,
            CERTAIN,
            bed -> {
              Instant issued = World.NOON.minusSeconds(900);
              Instant ended = World.NOON.minusSeconds(300);
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
                      "opaque-1".equals(Targets.bearer(ask.proof()))
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
              bed.proof =
                  new Proof.StaticBearer(
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
              bed.proof = new Proof.StaticBearer(Secret.of('"' + jwt + '"'));
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
              bed.proof = new Proof.StaticBearer(Secret.of(jwt.substring(0, jwt.length() - 20)));
              bed.world.target = Targets.jwtApi(bed.world, "orders", Set.of("k1"));
              return bed.examine();
            }),
        Scenario.of(
            "provider down, its tokens revoked",
            IDENTITY_PROVIDER_UNAVAILABLE,
            LIKELY,
            bed -> {
              healthy(bed, first());
              revoke(bed);
              bed.world.key = new KeyLookup.Unanswered("connection refused");
              bed.issuer = new IssuerHealth(Jwts.ISSUER, false, World.NOON, "connection refused");
              renewalFails(
                  bed, Fault.of(World.NOON, Fault.Reason.UNREACHABLE, "connection refused"));
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
                      Targets.bearer(ask.proof()) == null
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
              bed.proof = new Proof.StaticBearer(Secret.of(Jwts.jwt(ISSUED, ENDS, PLAIN)));
              bed.world.target =
                  ask ->
                      Targets.bearer(ask.proof()) == null
                          ? Targets.bare()
                          : Targets.invalidToken("");
              return bed.examine();
            }));
  }

  static Credential bearer() {
    return new Credential.Bearer(
        "kube", SecretSource.fixed(Secret.of("unused")), null, Tls.DEFAULT);
  }
}
