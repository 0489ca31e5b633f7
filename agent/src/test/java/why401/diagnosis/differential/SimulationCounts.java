package why401.diagnosis.differential;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.table.Mechanism;

/// What came of simulated worlds.
final class SimulationCounts {
  /// Of a world of two mechanisms, or of one whose cause the table still has, telling one of them
  /// is no error.
  static final String HALF_RIGHT = ", which is told";

  final Map<Cause, Map<Cause, Integer>> confusion = new EnumMap<>(Cause.class);
  final Map<String, Tally> byConfidence = new TreeMap<>();
  final Map<String, Tally> byMechanism = new TreeMap<>();
  final Map<String, Map<String, Integer>> outside = new TreeMap<>();

  void inside(Mechanism mechanism, Differential told) {
    boolean right = told.cause() == mechanism.cause();
    confusion
        .computeIfAbsent(mechanism.cause(), _ -> new EnumMap<>(Cause.class))
        .merge(told.cause(), 1, Integer::sum);
    byConfidence.merge(confidence(told), Tally.NONE.count(right), Tally::plus);
    byMechanism.merge(mechanism.id(), Tally.NONE.count(right), Tally::plus);
  }

  void outside(String kind, Differential told) {
    outside.computeIfAbsent(kind, _ -> new TreeMap<>()).merge(confidence(told), 1, Integer::sum);
  }

  private static String confidence(Differential told) {
    return told.cause() == Cause.UNKNOWN ? "unknown" : told.confidence().label();
  }

  SimulationCounts plus(SimulationCounts other) {
    other.confusion.forEach(
        (truth, told) ->
            told.forEach(
                (cause, n) ->
                    confusion
                        .computeIfAbsent(truth, _ -> new EnumMap<>(Cause.class))
                        .merge(cause, n, Integer::sum)));
    other.byConfidence.forEach((key, tally) -> byConfidence.merge(key, tally, Tally::plus));
    other.byMechanism.forEach((key, tally) -> byMechanism.merge(key, tally, Tally::plus));
    other.outside.forEach(
        (kind, told) ->
            told.forEach(
                (confidence, n) ->
                    outside
                        .computeIfAbsent(kind, _ -> new TreeMap<>())
                        .merge(confidence, n, Integer::sum)));
    return this;
  }

  Tally of(Confidence confidence) {
    return byConfidence.getOrDefault(confidence.label(), Tally.NONE);
  }

  /// The share of worlds outside the table of which the engine is certain, and wrong.
  double certainOutside() {
    int certain = 0;
    int all = 0;
    for (Map.Entry<String, Map<String, Integer>> each : outside.entrySet()) {
      if (!each.getKey().endsWith(HALF_RIGHT)) {
        certain += each.getValue().getOrDefault(Confidence.CERTAIN.label(), 0);
        all += each.getValue().values().stream().mapToInt(Integer::intValue).sum();
      }
    }
    return (double) certain / all;
  }
}
