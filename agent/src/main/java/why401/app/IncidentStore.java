package why401.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.config.Configuration;
import why401.incident.DurableIncidentHistory;
import why401.incident.InMemoryIncidentHistory;
import why401.incident.IncidentHistory;
import why401.io.BoundedAccess;

/// Where incidents are remembered: in the state directory, if there is one.
final class IncidentStore {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentStore.class);
  private static final int REMEMBERED = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private IncidentStore() {}

  /// @param onFailure called when it can no longer be written
  static IncidentHistory of(Configuration configuration, InstantSource clock, Runnable onFailure) {
    Path directory = configuration.stateDirectory();
    return directory == null
        ? new InMemoryIncidentHistory(REMEMBERED)
        : new DurableIncidentHistory(directory, clock, onFailure);
  }

  /// A state directory that does not answer is not waited for.
  static void close(IncidentHistory history) {
    try {
      BoundedAccess.within(
          history,
          PATIENCE,
          () -> {
            history.close();
            return true;
          });
    } catch (IOException e) {
      LOG.error("the incident history could not be closed ({})", e.toString());
    }
  }
}
