package why401.metrics;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.schedule.ScheduleListener;

/// Tells the metrics how punctual the probes are; the agent's own chores do not count.
public final class ScheduleMetrics implements ScheduleListener {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleMetrics.class);

  /// Name of the task that checks the configuration.
  public static final String CONFIGURATION = "agent/configuration";

  private final AgentMetrics metrics;

  public ScheduleMetrics(AgentMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void started(String name, Duration lag) {
    if (isProbe(name)) {
      metrics.lagged(lag);
    }
  }

  @Override
  public void missed(String name, long firings) {
    if (isProbe(name)) {
      metrics.missed(firings);
    }
  }

  @Override
  public void failed(String name, Throwable error) {
    metrics.internalError(part(name));
    // Without the message: it may quote what a server sent.
    LOG.error("{}: {} at {}", name, error.getClass().getName(), where(error));
  }

  private static AgentMetrics.Part part(String name) {
    if (isProbe(name)) {
      return AgentMetrics.Part.PROBE;
    }
    return name.equals(CONFIGURATION) ? AgentMetrics.Part.CONFIG : AgentMetrics.Part.RENEWAL;
  }

  private static String where(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    return trace.length == 0 ? "unknown" : trace[0].toString();
  }

  private static boolean isProbe(String name) {
    return !name.startsWith("agent/");
  }
}
