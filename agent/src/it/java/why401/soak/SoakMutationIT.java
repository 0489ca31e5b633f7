package why401.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.source.Bug;

/// The proof that the soak can fail: each bug that others have shipped (renewal.md, 10) breaks the
/// invariant that it should, and without a bug the same runs hold.
@Order(2)
class SoakMutationIT {
  private static final long SEED = 42;

  static Stream<Arguments> bugs() {
    return Stream.of(
        arguments(Bug.NO_PAUSE_AFTER_FAILURE, SoakSize.OUTAGE, "I5"),
        arguments(Bug.BACK_OFF_OVERFLOWS, SoakSize.LONG_OUTAGE, "I5"),
        arguments(Bug.SINGLE_FLIGHT_RELEASED_AT_ONCE, SoakSize.MUTATION, "I3"),
        arguments(Bug.SKEW_WITH_THE_WRONG_SIGN, SoakSize.MUTATION, "I2"),
        arguments(Bug.JITTER_DRAWN_AGAIN, SoakSize.CALM, "I7"),
        arguments(Bug.TOKEN_DROPPED_ON_FAILURE, SoakSize.MUTATION, "I4"),
        arguments(Bug.TOKEN_CLEARED_BEFORE_RENEWAL, SoakSize.MUTATION, "I4"),
        arguments(Bug.TOKEN_WITHHELD_LATE, SoakSize.MUTATION, "I4"),
        arguments(Bug.EXPIRY_RELOADED_AS_NEW, SoakSize.MUTATION, "I16"),
        arguments(Bug.OKHTTP_AS_IT_COMES, SoakSize.with(Trouble.CLOSE_AFTER_WORK), "I3"),
        arguments(Bug.OKHTTP_AS_IT_COMES, SoakSize.with(Trouble.ERROR_503), "I3"),
        arguments(Bug.LOST_ANSWER_TAKEN_FOR_A_REFUSAL, SoakSize.with(Trouble.ERROR_520), "I3"),
        arguments(Bug.BOUND_BY_LIFE_ALONE, SoakSize.SLOW, "I19"),
        arguments(Bug.SAME_TOKEN_TAKEN_FOR_FRESH, SoakSize.MUTATION, "I2"),
        arguments(Bug.EARLY_DEATH_IGNORED, SoakSize.REVOCATIONS, "I20"),
        arguments(Bug.EARLY_DEATH_IGNORED, SoakSize.MUTATION, "I21"));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void bug_breaksItsInvariant(Bug bug, SoakSize size, String invariant) throws Exception {
    Verdict verdict = run(bug, size);

    assertThat(verdict.counts()).as(verdict.toString()).containsKey(invariant);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void withoutABug_theSameRunHolds(SoakSize size) throws Exception {
    Verdict verdict = run(Bug.NONE, size);

    assertThat(verdict.counts()).as(verdict.toString()).isEmpty();
  }

  static Stream<SoakSize> sizes() {
    return Stream.of(
        SoakSize.MUTATION,
        SoakSize.OUTAGE,
        SoakSize.LONG_OUTAGE,
        SoakSize.CALM,
        SoakSize.with(Trouble.CLOSE_AFTER_WORK),
        SoakSize.with(Trouble.ERROR_503),
        SoakSize.with(Trouble.ERROR_520),
        SoakSize.REVOCATIONS,
        SoakSize.SLOW);
  }

  @Test
  void everyBugIsTried() {
    Set<Bug> tried = EnumSet.of(Bug.NONE);
    bugs().map(arguments -> (Bug) arguments.get()[0]).forEach(tried::add);

    assertThat(tried).containsExactlyInAnyOrderElementsOf(Arrays.asList(Bug.values()));
  }

  private static Verdict run(Bug bug, SoakSize size) throws Exception {
    PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Soak(size, SEED, bug, silent).run();
  }
}
