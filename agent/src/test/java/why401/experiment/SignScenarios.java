package why401.experiment;

import static why401.cause.Cause.CREDENTIALS_INVALID;
import static why401.cause.Cause.INCONSISTENT_BACKENDS;
import static why401.cause.Cause.SESSION_STALE;
import static why401.cause.Cause.TOKEN_MALFORMED;
import static why401.cause.Cause.TOKEN_REVOKED;
import static why401.cause.Cause.UNKNOWN;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;
import static why401.cause.Confidence.POSSIBLE;
import static why401.experiment.TokenWorld.ENDS;
import static why401.experiment.TokenWorld.ISSUED;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.diagnosis.Jwts;
import why401.diagnosis.evidence.RunSeries;
import why401.experiment.World.Reply;
import why401.token.Credentials;
import why401.token.RenewalResult;
import why401.token.TokenSource.Introspection;

/// Signs beside the answer itself: whose token it is, which server answered and when, how long it
/// took, what the provider says of another token.
final class SignScenarios {
  private static final Duration PROMPT = Duration.ofMillis(20);

  private SignScenarios() {}

  static Stream<Scenario> all() {
    return Stream.of(
        Scenario.of(
            "token of another service",
            TOKEN_MALFORMED,
            CERTAIN,
            bed -> {
              bed.credential = TokenWorld.bearer();
              bed.credentials =
                  new Credentials.StaticBearer(Secret.of("xoxb-0000000000-00000000000000"));
              bed.world.target = _ -> Targets.invalidToken("");
              return bed.examine();
            }),
        Scenario.of(
            "control resource that lets in any key",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              bed.credentials =
                  new Credentials.Key(Credential.Placement.HEADER, "X-API-Key", Secret.of("old"));
              bed.workedWith = bed.credentials;
              bed.control = true;
              var judged = Targets.keys("new");
              bed.world.target =
                  ask ->
                      ask.url().equals(ExperimentFixture.CONTROL)
                              && ask.credentials() instanceof Credentials.Key
                          ? Reply.of(200)
                          : judged.apply(ask);
              return bed.examine();
            }),
        Scenario.of(
            "revoked, and a token just issued is active",
            TOKEN_REVOKED,
            CERTAIN,
            bed -> {
              opaque(bed);
              bed.world.introspection = new Introspection.Inactive();
              return bed.examine();
            }),
        Scenario.of(
            "provider calls every token inactive",
            UNKNOWN,
            POSSIBLE,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.world.introspection = new Introspection.Inactive();
              bed.world.callsAllInactive = true;
              bed.world.target = _ -> Targets.invalidToken("");
              return bed.examine();
            }),
        Scenario.of(
            "replicas that name themselves",
            INCONSISTENT_BACKENDS,
            CERTAIN,
            bed -> {
              TokenWorld.healthy(bed, TokenWorld.first());
              bed.world.target =
                  ask ->
                      ask.nth() % 2 == 0
                          ? Reply.of(
                              401, "WWW-Authenticate: Bearer realm=\"api\"", "X-Served-By: web-2")
                          : Reply.of(200, "X-Served-By: web-1");
              return bed.examine();
            }),
        Scenario.of(
            "password refused after a delay",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              SecretScenarios.basic(bed, "secret");
              bed.world.target = Targets.basic("nginx", "changed");
              bed.world.takes =
                  ask ->
                      ask.credentials() instanceof Credentials.None
                          ? PROMPT
                          : Duration.ofMillis(2500);
              return bed.examine();
            }),
        Scenario.of(
            "session ended while it was not used",
            SESSION_STALE,
            CERTAIN,
            bed -> {
              StabilityScenarios.portal(bed, "old", "new");
              bed.history = idle();
              return bed.examine();
            }));
  }

  private static void opaque(ExperimentFixture bed) {
    TokenWorld.healthy(bed, Jwts.access(1, "opaque-1", ISSUED, ENDS));
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
  }

  /// Twenty runs, and then none for an hour.
  private static RunSeries idle() {
    return new RunSeries(
        IntStream.range(0, 20)
            .mapToObj(i -> new RunSeries.Run(World.NOON.minusSeconds(4200L - i * 30L), true))
            .toList(),
        false);
  }
}
