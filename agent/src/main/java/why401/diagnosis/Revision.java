package why401.diagnosis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.diagnosis.differential.Differential;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.differential.Observations.Entry;
import why401.diagnosis.differential.Posterior;
import why401.diagnosis.table.Mechanism;
import why401.diagnosis.verdict.Verdict;

/// What made one verdict out of another.
///
/// @param posterior after the later look
/// @param now what it amounts to
/// @param before the earlier verdict
record Revision(Posterior posterior, Differential now, Verdict before) {
  /// The sentence of the observation that tipped it; the earlier one if the verdict is the same.
  ///
  /// @param earlier what was observed before
  @Nullable String tippedBy(Observations earlier) {
    if (now.cause() == before.cause() && now.confidence() == before.confidence()) {
      return before.odds().tippedBy();
    }
    return tipping(earlier).map(Entry::sentence).orElse(null);
  }

  private Optional<Entry> tipping(Observations earlier) {
    Optional<Mechanism> rival = now.alternatives().stream().findFirst().map(one -> one.mechanism());
    if (now.cause() != before.cause()) {
      Mechanism risen =
          now.cause() == Cause.UNKNOWN ? rival.orElse(now.mechanism()) : now.mechanism();
      return earlier().flatMap(fallen -> posterior.tipping(risen, fallen, earlier));
    }
    // The surest confidence comes first.
    boolean surer = now.confidence().compareTo(before.confidence()) < 0;
    return rival.flatMap(
        other ->
            surer
                ? posterior.tipping(now.mechanism(), other, earlier)
                : posterior.tipping(other, now.mechanism(), earlier));
  }

  private Optional<Mechanism> earlier() {
    return posterior.mechanisms().keySet().stream()
        .filter(mechanism -> mechanism.id().equals(before.odds().mechanism()))
        .findFirst();
  }
}
