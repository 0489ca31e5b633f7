package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;
import static why401.experiment.SecretScenarios.basic;
import static why401.experiment.SecretScenarios.partner;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import why401.credential.secret.Secret;
import why401.diagnosis.Jwts;
import why401.diagnosis.credential.ClientCertificate;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.Neighbours.Tally;
import why401.diagnosis.evidence.RunSeries;
import why401.experiment.World.Reply;
import why401.token.Credentials;

/// Passwords, keys, client certificates, and what is not the secret that it should be.
final class SecretWorlds {
  private static final Instant LONG_AGO = World.NOON.minus(Duration.ofDays(300));

  private SecretWorlds() {}

  static Neighbours near(Tally sameCredential, Tally sameTarget, Tally sibling) {
    return new Neighbours(sameCredential, sameTarget, Tally.NONE, sibling, "other", 0);
  }

  /// Runs that were refused, the last of them a moment ago.
  static RunSeries refused(int runs, int status) {
    return new RunSeries(
        IntStream.rangeClosed(1, runs)
            .mapToObj(
                i ->
                    new RunSeries.Run(
                        World.NOON.minusSeconds(30L * (runs + 1 - i)), false, status, 0))
            .toList(),
        false);
  }

  private static void certificate(ExperimentFixture bed, Duration left) {
    bed.certificate = new ClientCertificate("fingerprint-of-ours", LONG_AGO, World.NOON.plus(left));
  }

  private static void bearer(ExperimentFixture bed, String value) {
    bed.credential = TokenWorld.bearer();
    bed.credentials = new Credentials.StaticBearer(Secret.of(value));
    bed.world.target = Targets.jwtApi(bed.world, "orders", Set.of("k1"));
  }

  private static String jwt() {
    return Jwts.jwt(TokenWorld.ISSUED, TokenWorld.ENDS, TokenWorld.PLAIN);
  }

  static Stream<MechanismWorld> all() {
    return Stream.of(
        MechanismWorld.of(
            "empty-credential",
            CREDENTIALS_MISSING,
            CERTAIN,
            bed -> {
              partner(bed, "");
              bed.workedWith = null;
              bed.world.target =
                  _ -> Reply.of(401).body("{\"message\":\"No API key found in request\"}");
              return bed.examine();
            }),
        MechanismWorld.of(
            "certificate-not-sent",
            CREDENTIALS_MISSING,
            CERTAIN,
            bed -> {
              bed.world.target =
                  _ ->
                      Reply.of(401, "Server: nginx")
                          .body("<center>No required SSL certificate was sent</center>");
              return bed.examine();
            }),
        MechanismWorld.of(
            "secret-of-another-tenant",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              partner(bed, "of-another-region");
              bed.workedWith = null;
              bed.neighbours = near(new Tally(1, 0), Tally.NONE, Tally.NONE);
              return bed.examine();
            }),
        MechanismWorld.of(
            "secret-spoilt-by-encoding",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              basic(bed, "schl\u00fcssel");
              bed.workedWith = null;
              return bed.examine();
            }),
        MechanismWorld.of(
                "certificate-unknown",
                CREDENTIALS_INVALID,
                LIKELY,
                bed -> {
                  certificate(bed, Duration.ofDays(60));
                  bed.world.target =
                      _ -> Reply.of(401, "Server: nginx").body("The SSL certificate error");
                  return bed.examine();
                })
            .or(UNKNOWN),
        MechanismWorld.of(
            "client-certificate-over",
            TOKEN_EXPIRED,
            CERTAIN,
            bed -> {
              certificate(bed, Duration.ofMinutes(-10));
              bed.world.target =
                  _ -> Reply.of(401, "Server: nginx").body("The SSL certificate error");
              return bed.examine();
            }),
        MechanismWorld.of(
            "password-must-change",
            ACCOUNT_LOCKED,
            LIKELY,
            bed -> {
              basic(bed, "secret");
              bed.world.target =
                  _ ->
                      Reply.of(401, "WWW-Authenticate: Basic realm=\"x\"")
                          .body(
                              "{\"errorCode\":\"PASSWORD_EXPIRED\",\"message\":\"Your password has"
                                  + " expired and must be changed.\"}");
              return bed.examine();
            }),
        MechanismWorld.of(
            "scheme-name-misplaced",
            TOKEN_MALFORMED,
            CERTAIN,
            bed -> {
              bearer(bed, "Bearer " + jwt());
              return bed.examine();
            }),
        MechanismWorld.of(
            "placeholder-sent",
            TOKEN_MALFORMED,
            CERTAIN,
            bed -> {
              partner(bed, "${API_KEY}");
              bed.workedWith = null;
              return bed.examine();
            }),
        MechanismWorld.of(
            "encoded-twice",
            TOKEN_MALFORMED,
            CERTAIN,
            bed -> {
              bearer(
                  bed, Base64.getEncoder().encodeToString(jwt().getBytes(StandardCharsets.UTF_8)));
              return bed.examine();
            }),
        MechanismWorld.of(
            "key-revoked",
            TOKEN_REVOKED,
            LIKELY,
            bed -> {
              partner(bed, "current");
              bed.world.target =
                  _ -> Reply.of(401).body("{\"message\":\"This API key has been revoked.\"}");
              return bed.examine();
            }),
        MechanismWorld.of(
            "login-attempts-limited",
            RATE_LIMITED,
            CERTAIN,
            bed -> {
              basic(bed, "secret");
              bed.history = refused(5, 401);
              bed.world.target =
                  _ ->
                      Reply.of(403, "Retry-After: 600")
                          .body("Too many login attempts. Try again later.");
              return bed.examine();
            }));
  }
}
