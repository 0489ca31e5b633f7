package why401.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Table;
import why401.diagnosis.verdict.Verdict;

/// Every mechanism of the table in a world that shows it, played through the whole examination.
@Execution(ExecutionMode.CONCURRENT)
class MechanismWorldsTest {
  private static final Path COMMITTED = Path.of("src/test/resources/diagnosis/worlds.md");

  private static final Map<String, Mechanism> MECHANISMS =
      Table.shipped().mechanisms().stream()
          .collect(Collectors.toMap(Mechanism::id, Function.identity()));

  /// Scenarios of [DiagnosisSessionTest] that show a mechanism.
  private static final Map<String, String> SCENARIOS =
      Map.ofEntries(
          Map.entry("nothing-configured", "anonymous probe, target demands a credential"),
          Map.entry("proxy-credential-missing", "proxy wants a user name"),
          Map.entry("proxy-credential-wrong", "proxy refuses its user name"),
          Map.entry("changed-at-target", "password changed, server silent"),
          Map.entry("wrong-from-start", "password never worked"),
          Map.entry("locked-after-attempts", "account locked and said"),
          Map.entry("account-disabled", "client disabled, its tokens revoked"),
          Map.entry("changed-at-provider", "login refused after the session ended"),
          Map.entry("token-life-over", "expired since it was accepted"),
          Map.entry("hidden-life-over", "opaque token expired and said"),
          Map.entry("target-clock-off", "target's clock ten minutes ahead"),
          Map.entry("provider-clock-ahead", "provider's clock five minutes ahead"),
          Map.entry("token-cut", "truncated token"),
          Map.entry("stray-characters", "password with stray line break"),
          Map.entry("wrong-kind-of-token", "ID token sent"),
          Map.entry("key-withdrawn", "signing key rotated, old one gone"),
          Map.entry("keys-cached-by-target", "new key not yet known to the target"),
          Map.entry("verification-key-replaced", "target says: signature"),
          Map.entry("withdrawn-at-provider", "token revoked, provider says inactive"),
          Map.entry("audience-other", "demanded audience configured, target silent"),
          Map.entry("audience-checked-since", "target wants another audience and says so"),
          Map.entry("issuer-other", "issuer differs in a slash"),
          Map.entry("issuer-misspelt-at-target", "target says: issuer"),
          Map.entry("right-missing", "403 without a word, nonsense gets 401"),
          Map.entry("right-refused-with-401", "Require fails with the right password"),
          Map.entry("scope-not-requested", "scope missing and said"),
          Map.entry("header-dropped-on-the-way", "a gateway drops the header"),
          Map.entry("scheme-changed-at-target", "module switched to Negotiate"),
          Map.entry("too-many-requests", "too many attempts"),
          Map.entry("session-forgotten", "sessions lost"),
          Map.entry("old-cookie-preferred", "old cookies are in the way"),
          Map.entry("nonce-stale", "stale nonce"),
          Map.entry("keys-unreachable-from-target", "key set unreachable from the target"),
          Map.entry("own-credential-of-target-bad", "good tokens refused by a silent target"),
          Map.entry("replicas-with-other-keys", "every second request refused"),
          Map.entry("replica-misconfigured", "stale replica behind Basic"),
          Map.entry("target-was-starting", "a single 401"),
          Map.entry("strangers-accepted", "nonsense is accepted"),
          Map.entry("unlisted", "opaque token of another, no means"),
          Map.entry("secret-empty", "no secret"),
          Map.entry("provider-unreachable", "provider down"),
          Map.entry("provider-without-token", "provider answers garbage"),
          Map.entry("client-secret-wrong", "client secret wrong"),
          Map.entry("user-password-wrong", "user password wrong or locked"),
          Map.entry("user-locked-at-provider", "user disabled"),
          Map.entry("client-disabled", "client disabled"),
          Map.entry("refresh-token-withdrawn", "refresh token dead"),
          Map.entry("scope-not-granted", "scope not granted"),
          Map.entry("provider-limits", "provider limits"));

  /// Told otherwise than a careful person would; it only becomes fewer, and none may be certain.
  private static final Set<String> OTHERWISE =
      Set.of("password-must-change", "refusal-cached", "provider-filter", "signing-clock-off");

  /// Each world is played once.
  private static final Map<String, Played> PLAYED = new ConcurrentHashMap<>();

  private static Played played(MechanismWorld world) {
    return PLAYED.computeIfAbsent(world.mechanism(), _ -> Played.of(world.play()));
  }

  static Stream<MechanismWorld> worlds() {
    Map<String, Scenario> scenarios =
        DiagnosisSessionTest.scenarios()
            .collect(Collectors.toMap(Scenario::name, Function.identity()));
    return Stream.concat(
        Stream.of(
                SecretWorlds.all(),
                TokenWorlds.all(),
                PathWorlds.all(),
                TargetWorlds.all(),
                SignatureWorlds.all(),
                WithheldWorlds.all(),
                CaptureWorlds.all())
            .flatMap(all -> all),
        SCENARIOS.entrySet().stream()
            .map(each -> of(each.getKey(), scenarios.get(each.getValue()))));
  }

  private static MechanismWorld of(String mechanism, Scenario scenario) {
    return MechanismWorld.of(mechanism, scenario.cause(), scenario.confidence(), scenario.play());
  }

  @Test
  void everyMechanism_hasAWorld() {
    List<String> shown = worlds().map(MechanismWorld::mechanism).toList();
    assertThat(shown)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(MECHANISMS.keySet());
  }

  @Test
  void everyWorld_hasTheCauseOfItsMechanism() {
    assertThat(worlds())
        .allMatch(world -> world.accepted().contains(MECHANISMS.get(world.mechanism()).cause()));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void world_isToldAsACarefulPersonWould(MechanismWorld world) {
    Played played = played(world);
    ExperimentFixture bed = played.bed();
    Verdict verdict = played.verdict();
    Supplier<String> said =
        () ->
            "%s %s, %s%n%s"
                .formatted(verdict.cause(), verdict.confidence(), verdict.orElse(), bed.weighed());
    boolean accepted = world.accepted().contains(verdict.cause());
    assertThat(accepted || OTHERWISE.contains(world.mechanism())).as(said).isTrue();
    // The surest comes first.
    assertThat(verdict.confidence())
        .as(said)
        .isGreaterThanOrEqualTo(accepted ? world.surest() : Confidence.LIKELY);
    assertThat(bed.world.refusedPasswords).isLessThanOrEqualTo(2);
    assertThat(bed.extra()).as(said).isLessThanOrEqualTo(6);
  }

  /// Which worlds are told by the mechanism that is at work there.
  @Test
  void whatIsTold_isCommitted() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    worlds().forEach(world -> rows.put(world.mechanism(), row(world)));
    String report =
        """
        # A world for every mechanism, and what the engine says

        Made by `MechanismWorldsTest` (renew with `-Dupdate`). Each world makes one way of failing happen to a probe in memory or in a capture; the engine chooses its experiments and sees their outcomes. A mark says that the mechanism that is told is the one at work.

        | mechanism | truth | told | likeliest mechanism | |
        |---|---|---|---|---|
        """
            + String.join("", rows.values())
            + """

            ## Scenarios

            The scenarios of `DiagnosisSessionTest`: how sure a careful person could be, and how sure the engine is.

            | scenario | cause | at most | told |
            |---|---|---|---|
            """
            + DiagnosisSessionTest.scenarios()
                .map(MechanismWorldsTest::row)
                .sorted()
                .collect(Collectors.joining());
    if (System.getProperty("update") != null) {
      Files.writeString(COMMITTED, report);
    }
    assertThat(report).as("renew with -Dupdate").isEqualTo(Files.readString(COMMITTED));
  }

  private static String row(Scenario scenario) {
    Verdict verdict = DiagnosisSessionTest.played(scenario).verdict();
    return "| %s | %s | %s | %s |%n"
        .formatted(
            scenario.name(),
            verdict.cause().label(),
            scenario.confidence().label(),
            verdict.confidence().label());
  }

  private static String row(MechanismWorld world) {
    Verdict verdict = played(world).verdict();
    Cause truth = MECHANISMS.get(world.mechanism()).cause();
    return "| %s | %s | %s %s | %s | %s |%n"
        .formatted(
            world.mechanism(),
            truth.label(),
            verdict.cause().label(),
            verdict.confidence().label(),
            verdict.odds().mechanism(),
            world.mechanism().equals(verdict.odds().mechanism()) ? "✓" : "");
  }
}
