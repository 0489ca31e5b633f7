package why401;

import java.time.Duration;
import why401.diagnosis.Verdict;
import why401.experiment.ExaminationListener;
import why401.metrics.AgentMetrics;

/// Tells the metrics of examinations.
record ExaminationMetrics(AgentMetrics metrics) implements ExaminationListener {
  @Override
  public void experimented(String experiment, int requests) {
    metrics.experimented(experiment, requests);
  }

  @Override
  public void examined(String probe, Verdict verdict, Duration took) {
    metrics.diagnosed(took);
  }
}
