package why401.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.diagnosis.Jwts;
import why401.diagnosis.verdict.Verdict;
import why401.experiment.World.Ask;
import why401.experiment.World.Reply;
import why401.token.Credentials;
import why401.token.TokenSource.Introspection;

/// Of several replicas some have gone bad, and chance decides which one answers. Chance alone can
/// make any series of answers; what must not be is that it often makes a false certainty.
@Execution(ExecutionMode.CONCURRENT)
class MixedReplicasIT {
  private static final int ROUNDS = 100;

  /// Of equal halves, the series that [why401.diagnosis] calls enough comes up once in sixteen; a
  /// certainty needs more than that series.
  private static final double MOST = 0.02;

  /// One repetition shows the mixture to half of the examinations, and a token is repeated more
  /// often. Who is sent to a login page asks for a new session instead.
  private static final double SEEN = 0.35;

  private static final double SEEN_BEHIND_LOGIN = 0.22;

  /// Probes that were accepted a moment ago.
  private static final Map<String, Consumer<ExperimentFixture>> WORLDS =
      new TreeMap<>(
          Map.of(
              "token",
              bed -> TokenWorld.healthy(bed, TokenWorld.first()),
              "token, renewed since",
              bed -> {
                TokenWorld.healthy(bed, TokenWorld.first());
                bed.workedWith =
                    Jwts.access(
                        0,
                        Jwts.jwt(
                            TokenWorld.ISSUED.minusSeconds(5), TokenWorld.ENDS, TokenWorld.PLAIN),
                        TokenWorld.ISSUED,
                        TokenWorld.ENDS);
              },
              "token, no introspection",
              bed -> {
                TokenWorld.healthy(bed, TokenWorld.first());
                bed.world.introspection = new Introspection.Unanswered("no endpoint");
              },
              "token, control resource",
              bed -> {
                TokenWorld.healthy(bed, TokenWorld.first());
                bed.control = true;
              },
              "basic",
              bed -> SecretScenarios.basic(bed, "secret"),
              "key",
              bed -> SecretScenarios.partner(bed, "current"),
              "digest",
              MixedReplicasIT::digest,
              "session",
              bed -> StabilityScenarios.portal(bed, "s", "s")));

  /// What the bad replicas answer, given what the good ones do.
  private static final Map<String, Function<Function<Ask, Reply>, Function<Ask, Reply>>> BAD =
      new TreeMap<>(
          Map.of(
              "401 without a word",
              _ -> _ -> Reply.of(401),
              "403 to all",
              _ -> _ -> Reply.of(403),
              "does not know ours",
              good -> ask -> good.apply(showing(ask, stranger(ask.credentials()))),
              "sees nothing",
              good -> ask -> good.apply(showing(ask, new Credentials.None())),
              "another scheme",
              _ -> _ -> Reply.of(401, "WWW-Authenticate: Negotiate"),
              "names an audience",
              _ -> ask -> named(ask, "The aud claim is not valid"),
              "names a signature",
              _ -> ask -> named(ask, "Invalid signature"),
              "login page",
              _ -> _ -> Reply.of(302, "Location: https://api.example/login"),
              "invalid_token to all",
              _ -> _ -> Targets.invalidToken("")));

  private static void digest(ExperimentFixture bed) {
    bed.credential = new Credential.Digest("printer", "probe", SecretSource.fixed(Secret.of("u")));
    bed.credentials = new Credentials.Digest("probe", Secret.of("secret"));
    bed.workedWith = bed.credentials;
    bed.world.target =
        ask ->
            ask.credentials() instanceof Credentials.Digest digest
                    && digest.password().reveal().equals("secret")
                ? Reply.of(200)
                : Reply.of(401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\"");
  }

  private static Reply named(Ask ask, String description) {
    return ask.credentials() instanceof Credentials.None
        ? Targets.bare()
        : Targets.invalidToken(description);
  }

  private static Ask showing(Ask ask, Credentials credentials) {
    return new Ask(ask.nth(), credentials, ask.variation(), ask.at(), ask.url());
  }

  private static Credentials stranger(Credentials credentials) {
    Secret unknown = Secret.of("x");
    return switch (credentials) {
      case Credentials.Basic _ -> new Credentials.Basic("x", unknown);
      case Credentials.Digest _ -> new Credentials.Digest("x", unknown);
      case Credentials.Key key -> new Credentials.Key(key.in(), key.parameter(), unknown);
      case Credentials.None none -> none;
      case Credentials.Body _, Credentials.Signed _ -> new Credentials.None();
      case Credentials.StaticBearer _, Credentials.AccessToken _ ->
          new Credentials.StaticBearer(unknown);
      case Credentials.Session _ -> Jwts.session(1, "x", World.NOON);
    };
  }

  static Stream<Arguments> worlds() {
    return WORLDS.keySet().stream()
        .flatMap(world -> BAD.keySet().stream().map(bad -> Arguments.of(world, bad)));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void chance_seldomMakesAFalseCertainty(String world, String bad) {
    Map<Cause, Integer> wrong = new HashMap<>();
    int seen = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ExperimentFixture bed = new ExperimentFixture();
      WORLDS.get(world).accept(bed);
      Verdict verdict = examine(bed, BAD.get(bad), new SplittableRandom(round));
      boolean mixed = verdict.cause() == Cause.INCONSISTENT_BACKENDS;
      seen += mixed || verdict.cause() == Cause.TRANSIENT ? 1 : 0;
      if (!mixed && verdict.confidence() == Confidence.CERTAIN) {
        wrong.merge(verdict.cause(), 1, Integer::sum);
      }
    }
    assertThat(wrong.values().stream().mapToInt(n -> n).sum() / (double) ROUNDS)
        .as("%s", wrong)
        .isLessThanOrEqualTo(MOST);
    assertThat(seen / (double) ROUNDS)
        .isGreaterThan(bad.equals("login page") ? SEEN_BEHIND_LOGIN : SEEN);
  }

  private static Verdict examine(
      ExperimentFixture bed,
      Function<Function<Ask, Reply>, Function<Ask, Reply>> bad,
      SplittableRandom random) {
    Function<Ask, Reply> good = bed.world.target;
    Function<Ask, Reply> broken = bad.apply(good);
    bed.world.target = ask -> (ask.nth() == 0 || random.nextBoolean() ? broken : good).apply(ask);
    return bed.examine();
  }
}
