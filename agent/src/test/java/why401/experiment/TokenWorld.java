package why401.experiment;

import static why401.diagnosis.Cause.*;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import why401.credential.Credential;
import why401.credential.Secret;
import why401.credential.SecretSource;
import why401.credential.Tls;
import why401.diagnosis.Jwts;
import why401.token.EndpointResponse;
import why401.token.Fault;
import why401.token.Proof;
import why401.token.Renewal;
import why401.token.Tokens.Introspection;
import why401.token.Tokens.KeyLookup;

/// Worlds in which a renewed bearer token is at home.
final class TokenWorld {
  static final Instant ISSUED = World.NOON.minusSeconds(60);
  static final Instant ENDS = World.NOON.plusSeconds(240);
  static final Consumer<JWTClaimsSet.Builder> PLAIN = _ -> {};

  private TokenWorld() {}

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

  static void revoke(Bed bed) {
    String gone = Targets.bearer(bed.proof);
    var before = bed.world.target;
    bed.world.target =
        ask ->
            String.valueOf(gone).equals(Targets.bearer(ask.proof()))
                ? Targets.invalidToken("")
                : before.apply(ask);
  }

  static Credential bearer() {
    return new Credential.Bearer(
        "kube", SecretSource.fixed(Secret.of("unused")), null, Tls.DEFAULT);
  }
}
