package why401.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs faults of the agent itself.
public final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  /// Without the message of `fault`: it may quote what a server sent.
  public static void log(String part, Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    LOG.error(
        "{} failed: {} at {}",
        part,
        fault.getClass().getName(),
        trace.length == 0 ? "unknown" : trace[0]);
  }
}
