package why401.diagnosis.differential;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import why401.cause.Cause;
import why401.diagnosis.differential.Drawing.Case;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.table.Table;
import why401.diagnosis.table.Tables;

/// Draws worlds from the table and from outside of it, diagnoses them, and counts. Each world has a
/// random number generator of its own, so that a mechanism that changes leaves the worlds of the
/// others as they were.
final class Simulation {
  /// Pooled: one seed may be lucky.
  static final List<Integer> SEEDS = List.of(401, 402, 403, 404, 405);

  private static final int WORLDS = 600;
  private static final int STRANGE = 60;

  private final Drawing drawing;

  private Simulation(Table table) {
    drawing = Drawing.of(table);
  }

  static SimulationCounts of(Table table) {
    Simulation simulation = new Simulation(table);
    return IntStream.range(0, SEEDS.size() * (WORLDS + STRANGE) + mechanisms(table).size())
        .parallel()
        .mapToObj(simulation::world)
        .reduce(new SimulationCounts(), Simulation::sum);
  }

  private static SimulationCounts sum(SimulationCounts one, SimulationCounts other) {
    return new SimulationCounts().plus(one).plus(other);
  }

  private static List<Mechanism> mechanisms(Table table) {
    return table.mechanisms().stream().filter(one -> one.cause() != Cause.UNKNOWN).toList();
  }

  private SimulationCounts world(int number) {
    SimulationCounts counts = new SimulationCounts();
    int drawn = SEEDS.size() * WORLDS;
    int strange = SEEDS.size() * STRANGE;
    if (number < drawn) {
      inside(random(SEEDS.get(number / WORLDS), number % WORLDS), counts);
    } else if (number < drawn + strange) {
      int at = number - drawn;
      strange(random(SEEDS.get(at / STRANGE), WORLDS + at % STRANGE), counts);
    } else {
      takenOut(mechanisms(drawing.table()).get(number - drawn - strange), counts);
    }
    return counts;
  }

  private static RandomGenerator random(int seed, int number) {
    return new SplittableRandom(((long) seed << 32) + number);
  }

  private void inside(RandomGenerator random, SimulationCounts counts) {
    Case one = drawing.pick(random);
    counts.inside(one.mechanism(), told(one, random));
  }

  private Differential told(Case one, RandomGenerator random) {
    return Differential.of(
        drawing.examined(
            one, variable -> drawing.drawn(one.mechanism(), variable, random), random));
  }

  /// Ways of failing that the table does not have.
  private void strange(RandomGenerator random, SimulationCounts counts) {
    Case one = drawing.pick(random);
    Mechanism first = one.mechanism();
    Mechanism second = drawing.other(one, random).mechanism();
    Differential mixed =
        Differential.of(
            drawing.examined(
                one,
                variable -> drawing.drawn(random.nextBoolean() ? first : second, variable, random),
                random));
    boolean either = mixed.cause() == first.cause() || mixed.cause() == second.cause();
    counts.outside("mixed of two" + (either ? SimulationCounts.HALF_RIGHT : ""), mixed);
    counts.outside(
        "base rates",
        Differential.of(drawing.examined(one, variable -> drawing.base(variable, random), random)));
    counts.outside(
        "random likelihoods",
        Differential.of(
            drawing.examined(one, variable -> drawing.arbitrary(variable, random), random)));
  }

  /// Worlds of a mechanism that the table no longer has.
  private void takenOut(Mechanism mechanism, SimulationCounts counts) {
    Table less = Tables.without(drawing.table(), mechanism);
    Drawing of = drawing.only(mechanism);
    if (of.isEmpty()) {
      return; // it is seen in captures only
    }
    for (int seed : SEEDS) {
      RandomGenerator random = random(seed, mechanism.id().hashCode());
      Differential told =
          Differential.of(
              Drawing.examined(
                  less,
                  of.pick(random),
                  variable -> drawing.drawn(mechanism, variable, random),
                  random));
      boolean right = told.cause() == mechanism.cause();
      counts.outside("taken out of the table" + (right ? SimulationCounts.HALF_RIGHT : ""), told);
    }
  }
}
