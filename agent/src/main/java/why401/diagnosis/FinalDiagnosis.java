package why401.diagnosis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.diagnosis.differential.Differential;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.differential.Posterior;
import why401.diagnosis.evidence.Recovery;
import why401.diagnosis.observation.EndObserver;
import why401.diagnosis.table.Table;

/// What a case was, as known at its end: how it ended is weighed with all that was observed.
///
/// @param endedBy what ended it, or null if several things may have
/// @param cause as known now
public record FinalDiagnosis(@Nullable String endedBy, Cause cause) {
  /// Concludes the case of which `last` was the last look.
  public static FinalDiagnosis of(Diagnosis.Concluded last, Recovery recovery) {
    Table table = Diagnostician.table();
    EndObserver observer = new EndObserver(recovery, renewedInVain(table, last.observations()));
    Observations all =
        observer
            .observed()
            .map(value -> ended(table, last.observations(), value, recovery.at()))
            .orElse(last.observations());
    Posterior posterior = Posterior.of(table, last.subject(), all);
    return new FinalDiagnosis(observer.value().orElse(null), Differential.of(posterior).cause());
  }

  private static Observations ended(Table table, Observations before, String value, Instant at) {
    return before.with(table, EndObserver.VARIABLE, value, at);
  }

  private static boolean renewedInVain(Table table, Observations observations) {
    return observations
        .latest(table.variable("renewed-token"))
        .filter(entry -> entry.value().equals("refused-alike"))
        .isPresent();
  }
}
