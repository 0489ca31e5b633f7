package why401.experiment;

import static why401.cause.Cause.*;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import why401.credential.Credential;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.diagnosis.Jwts;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.token.Credentials;
import why401.token.RenewalFailure;
import why401.token.RenewalResult;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;

/// Worlds in which a renewed bearer token is at home.
final class TokenWorld {
  static final Instant ISSUED = World.NOON.minusSeconds(60);
  static final Instant ENDS = World.NOON.plusSeconds(240);
  static final Consumer<JWTClaimsSet.Builder> PLAIN = _ -> {};

  private TokenWorld() {}

  static Credentials.AccessToken first() {
    return Jwts.access(1, Jwts.jwt(ISSUED, ENDS, PLAIN), ISSUED, ENDS);
  }

  /// A healthy world around `proof`, which worked before.
  static void healthy(ExperimentFixture bed, Credentials credentials) {
    bed.credentials = credentials;
    bed.workedWith = credentials;
    bed.world.target = Targets.jwtApi(bed.world, "orders", Set.of("k1", "k2"));
    bed.world.key = new KeyLookup.Published("f1");
    bed.world.introspection = new Introspection.Active(null, null);
    renewsTo(bed, "k1", PLAIN);
  }

  static void renewsTo(
      ExperimentFixture bed, String keyId, Consumer<JWTClaimsSet.Builder> variation) {
    bed.world.renewal =
        generation -> {
          Instant now = bed.world.now;
          Instant end = now.plusSeconds(300);
          return new RenewalResult.Renewed(
              "billing",
              Jwts.token(generation + 1, Jwts.jwt(keyId, now, end, variation), now, end));
        };
  }

  static void renewalFails(ExperimentFixture bed, RenewalFailure failure) {
    bed.world.renewal = _ -> new RenewalResult.Failed("billing", failure);
  }

  static RenewalFailure rejected(int status, String error, String description) {
    String body = "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";
    return new RenewalFailure(
        World.NOON,
        RenewalFailure.Reason.REJECTED,
        status,
        error,
        description,
        new HttpResponse(status, List.of(new Header("content-type", "application/json")), body));
  }

  static void revoke(ExperimentFixture bed) {
    String gone = Targets.bearer(bed.credentials);
    var before = bed.world.target;
    bed.world.target =
        ask ->
            String.valueOf(gone).equals(Targets.bearer(ask.credentials()))
                ? Targets.invalidToken("")
                : before.apply(ask);
  }

  static Credential bearer() {
    return new Credential.Bearer(
        "kube", SecretSource.fixed(Secret.of("unused")), null, TlsOptions.DEFAULT);
  }
}
