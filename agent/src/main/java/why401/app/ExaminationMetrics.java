package why401.app;

import java.time.Duration;
import why401.diagnosis.verdict.Verdict;
import why401.experiment.DiagnosisListener;
import why401.metrics.AgentMetrics;

/// Tells the metrics of examinations.
record ExaminationMetrics(AgentMetrics metrics) implements DiagnosisListener {
  @Override
  public void experimented(String experiment, int requests) {
    metrics.experimented(experiment, requests);
  }

  @Override
  public void examined(String probe, Verdict verdict, Duration took) {
    metrics.diagnosed(took);
  }
}
