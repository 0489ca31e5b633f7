package why401.diagnosis.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.differential.Drawing.Case;
import why401.diagnosis.differential.Observations.Entry;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Tables;
import why401.diagnosis.table.Variable;

/// What holds for every verdict, whatever was observed.
@Execution(ExecutionMode.CONCURRENT)
class PropertiesTest {
  static final List<Integer> SEEDS = List.of(1, 2, 3, 4, 5);

  private static final Table TABLE = Table.shipped();
  private static final Drawing DRAWING = Drawing.of(TABLE);
  private static final int SETS = 24;

  /// Observations of a case, and what is true of it; of those that nobody would make together,
  /// nothing is.
  private record Seen(Subject subject, Observations observations, List<Cause> truth) {
    Posterior by(Table table) {
      return Posterior.of(table, subject, observations);
    }

    Differential told() {
      return Differential.of(by(TABLE));
    }

    boolean certain() {
      return told().confidence() == Confidence.CERTAIN;
    }

    Seen with(Observations other) {
      return new Seen(subject, other, truth);
    }
  }

  private static Stream<Seen> sets(int seed) {
    return Stream.concat(worlds(seed), arbitrary(seed));
  }

  private static Stream<Seen> worlds(int seed) {
    Random random = new Random(seed);
    return IntStream.range(0, SETS).mapToObj(_ -> world(DRAWING.pick(random), random));
  }

  private static Seen world(Case one, Random random) {
    Posterior posterior =
        DRAWING.examined(one, variable -> DRAWING.drawn(one.mechanism(), variable, random), random);
    return new Seen(one.subject(), posterior.observations(), List.of(one.mechanism().cause()));
  }

  /// A few looks at a few variables, at a few times, that may contradict each other.
  private static Stream<Seen> arbitrary(int seed) {
    Random random = new Random(-seed);
    return IntStream.range(0, SETS)
        .mapToObj(
            _ ->
                new Seen(
                    DRAWING.pick(random).subject(),
                    Observations.of(
                        IntStream.rangeClosed(0, 2 + random.nextInt(12))
                            .mapToObj(_ -> look(random))
                            .toList()),
                    List.of()));
  }

  private static Entry look(Random random) {
    List<Variable> variables = TABLE.variables();
    Variable variable = variables.get(random.nextInt(variables.size()));
    List<String> names = new ArrayList<>(variable.groups().keySet());
    variable.values().forEach(value -> names.add(value.name()));
    String name = names.get(random.nextInt(names.size()));
    return new Entry(variable, name, Instant.ofEpochSecond(random.nextInt(4)), Map.of());
  }

  @ParameterizedTest
  @FieldSource("SEEDS")
  void theOrderOfObservations_doesNotMatter(int seed) {
    Random random = new Random(seed);
    sets(seed)
        .forEach(
            seen -> {
              List<Entry> shuffled = new ArrayList<>(seen.observations().entries());
              Collections.shuffle(shuffled, random);
              Observations one = Observations.of(shuffled);
              Observations other = Observations.NONE;
              for (Entry entry : shuffled) {
                other = other.with(entry);
              }
              assertThat(seen.with(one).told()).isEqualTo(seen.told());
              assertThat(seen.with(other).told()).isEqualTo(seen.told());
            });
  }

  /// What was seen and spoke against a verdict may be left out, and then nothing does; that a
  /// verdict is wrong and becomes certain is what must not be.
  @ParameterizedTest
  @FieldSource("SEEDS")
  void leavingAnObservationOut_neverMakesAWrongVerdictCertain(int seed) {
    worlds(seed)
        .filter(seen -> !seen.certain())
        .forEach(
            seen -> {
              for (Entry entry : seen.observations().entries()) {
                Seen less = seen.with(seen.observations().without(entry));
                assertThat(!less.certain() || less.truth().contains(less.told().cause()))
                    .as("%s without %s: %s", seen.truth(), entry, less.told())
                    .isTrue();
              }
            });
  }

  /// Certainty comes from what excludes the rivals: without an observation that says nothing
  /// against the verdict, no verdict is certain that was not.
  @ParameterizedTest
  @FieldSource("SEEDS")
  void leavingAnObservationOut_thatDoesNotSpeakAgainst_makesNothingCertain(int seed) {
    sets(seed)
        .filter(seen -> !seen.certain())
        .forEach(
            seen -> {
              for (Entry entry : seen.observations().entries()) {
                Seen less = seen.with(seen.observations().without(entry));
                assertThat(!less.certain() || against(seen, less))
                    .as("%s without %s", seen.told(), entry)
                    .isTrue();
              }
            });
  }

  private static boolean against(Seen full, Seen less) {
    Differential told = less.told();
    Posterior with = full.by(TABLE);
    return with.of(told.cause()) < told.probability() || !with.accountsForAll(told.mechanism());
  }

  @ParameterizedTest
  @FieldSource("SEEDS")
  void twoCausesThatPredictTheSame_areToldAsSuch(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < SETS / 2; i++) {
      Case one = DRAWING.pick(random);
      Cause other = other(one.mechanism().cause(), random);
      Table twins = Tables.withTwin(TABLE, one.mechanism(), other);
      Seen seen = world(one, random);
      Posterior posterior = seen.by(twins);
      Differential told = Differential.of(posterior);
      boolean between = List.of(one.mechanism().cause(), other).contains(told.cause());
      if (between && told.mechanism().id().startsWith(one.mechanism().id())) {
        assertThat(told.confidence()).as("%s", told).isNotEqualTo(Confidence.CERTAIN);
        Cause second = told.cause() == other ? one.mechanism().cause() : other;
        assertThat(told.alternatives())
            .extracting(Differential.Alternative::cause)
            .as("%s", told)
            .contains(second);
      }
      assertThat(posterior.mechanisms().get(mechanism(twins, one.mechanism().id() + "-twin")))
          .isCloseTo(posterior.mechanisms().get(one.mechanism()), within(1e-4));
    }
  }

  private static Mechanism mechanism(Table table, String id) {
    return table.mechanisms().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static Cause other(Cause cause, Random random) {
    List<Cause> others =
        Arrays.stream(Cause.values()).filter(one -> one != cause && one != Cause.UNKNOWN).toList();
    return others.get(random.nextInt(others.size()));
  }

  /// The table without a mechanism is the one to which it is added.
  @Test
  void aMechanismAdded_makesNoOtherVerdictSurer() {
    List<Seen> sets = SEEDS.stream().flatMap(PropertiesTest::sets).toList();
    for (int at = 0; at < TABLE.mechanisms().size(); at++) {
      Mechanism added = TABLE.mechanisms().get(at);
      Table less = Tables.without(TABLE, added);
      for (int i = at % 12; i < sets.size(); i += 12) {
        notSurer(sets.get(i), added, less);
      }
    }
  }

  private static void notSurer(Seen seen, Mechanism added, Table less) {
    Posterior before = seen.by(less);
    Posterior after = seen.by(TABLE);
    for (Map.Entry<Cause, Double> each : after.causes()) {
      if (each.getKey() != added.cause()) {
        assertThat(each.getValue())
            .as("%s with %s", each.getKey(), added.id())
            .isLessThanOrEqualTo(before.of(each.getKey()) + 1e-9);
      }
    }
    Differential told = Differential.of(after);
    if (told.confidence() == Confidence.CERTAIN && told.cause() != added.cause()) {
      Differential without = Differential.of(before);
      assertThat(without.confidence())
          .as("%s with %s", told, added.id())
          .isEqualTo(Confidence.CERTAIN);
      assertThat(without.cause()).isEqualTo(told.cause());
    }
  }
}
