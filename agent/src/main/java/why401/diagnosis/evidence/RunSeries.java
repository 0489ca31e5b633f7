package why401.diagnosis.evidence;

import java.time.Instant;
import java.util.List;

/// The last runs of the probe before the one that is examined, oldest first.
///
/// @param runs a bounded number of them, without withheld ones
/// @param discriminates whether the target is known to answer a wrong credential otherwise than a
///   missing one, from an earlier refusal or control
public record RunSeries(List<Run> runs, boolean discriminates) {
  /// Nothing is remembered.
  public static final RunSeries NONE = new RunSeries(List.of(), false);

  /// Copies.
  public RunSeries {
    runs = List.copyOf(runs);
  }

  /// One run.
  ///
  /// @param status of its answer
  /// @param proof equal for equal secrets
  public record Run(Instant at, boolean accepted, int status, int proof) {
    /// Of which only the end is known.
    public Run(Instant at, boolean accepted) {
      this(at, accepted, accepted ? 200 : 401, 0);
    }
  }

  /// How many refusals came last, without an acceptance among them.
  public int refusedLast() {
    int refused = 0;
    while (refused < runs.size() && !runs.get(runs.size() - 1 - refused).accepted()) {
      refused++;
    }
    return refused;
  }

  /// Of the accepted runs, the share that sent another secret than the accepted run before: by so
  /// much chance alone lets refusals begin with a new one.
  public double newSecretRate() {
    List<Run> accepted = runs.stream().filter(Run::accepted).toList();
    int changes = 0;
    for (int i = 1; i < accepted.size(); i++) {
      changes += accepted.get(i).proof() == accepted.get(i - 1).proof() ? 0 : 1;
    }
    return accepted.size() < 2 ? 0 : (double) changes / (accepted.size() - 1);
  }

  /// How often acceptance and refusal followed each other.
  public int flips() {
    int flips = 0;
    for (int i = 1; i < runs.size(); i++) {
      flips += runs.get(i).accepted() == runs.get(i - 1).accepted() ? 0 : 1;
    }
    return flips;
  }
}
