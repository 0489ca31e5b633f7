package why401.diagnosis;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.verdict.RemainingBudget;

/// Measures the processor time of a diagnosis without its requests: reading the answers, looking,
/// weighing, choosing each experiment, writing the verdict.
///
///     java -cp … why401.diagnosis.DiagnosisCost [DIAGNOSES]
final class DiagnosisCost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int REQUESTS = 6;
  private static final double NANOS_PER_MS = 1e6;

  private final Diagnostician diagnostician = new Diagnostician();
  private long experiments;

  private DiagnosisCost() {}

  /// Prints what the first, the first hundred and the rest of many cost.
  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4_000;
    DiagnosisCost cost = new DiagnosisCost();
    double[] costs = new double[count];
    long before = process();
    long first = 0;
    for (int i = 0; i < count; i++) {
      costs[i] = cost.of(i);
      first = i == 0 ? process() - before : first;
    }
    System.out.printf("first         %.0f ms, of the whole process %d ms%n", costs[0], first);
    System.out.printf("second        %.1f ms%n", costs[1]);
    System.out.printf("2 to 100      %.2f ms on average%n", mean(costs, 1, 100));
    System.out.printf("second half   %.2f ms on average%n", mean(costs, count / 2, count));
    Arrays.sort(costs, count / 2, count);
    System.out.printf("  the dearest hundredth from %.2f ms%n", costs[count - 1 - count / 200]);
    System.out.printf("experiments   %.2f a diagnosis%n", (double) cost.experiments / count);
  }

  /// With what compiles and collects beside us.
  private static long process() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  private static double mean(double[] costs, int from, int to) {
    return Arrays.stream(costs, from, to).average().orElse(0);
  }

  private double of(int seed) {
    RandomTarget target = new RandomTarget(new Random(seed));
    A refusal = target.refusal().allowed(REQUESTS, 1);
    long start = THREADS.getCurrentThreadCpuTime();
    Evidence evidence = refusal.evidence();
    while (diagnostician.examine(evidence) instanceof Diagnosis.Asks asks) {
      experiments++;
      target.answer(refusal, asks.experiment());
      evidence = answered(evidence, refusal);
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / NANOS_PER_MS;
  }

  /// What the answers cost to read is counted, what they cost to make up as well.
  private static Evidence answered(Evidence before, A refusal) {
    var last = refusal.lastAnswer();
    int left = Math.max(0, before.budget().requests() - last.requests());
    return before.with(last, new RemainingBudget(left, before.budget().refusals()), before.now());
  }
}
