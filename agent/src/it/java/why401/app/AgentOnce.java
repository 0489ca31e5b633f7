package why401.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.schedule.TaskTrigger;

/// An agent on the text of a configuration, of which single probes are run on demand.
final class AgentOnce implements AutoCloseable {
  private final Agent agent;

  AgentOnce(Path folder, String configuration) {
    try {
      Path file = Files.writeString(folder.resolve("why401.conf"), configuration);
      this.agent =
          switch (new ConfigurationLoader(TaskTrigger.Cron::problem).load(file, Map.of())) {
            case LoadResult.Loaded loaded ->
                Agent.of(loaded, new Agent.Options(file, Map.of(), InstantSource.system()));
            case LoadResult.Invalid invalid -> throw new AssertionError(invalid.problems());
          };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProbeResult run(String probe) {
    return agent.once(probe);
  }

  @Override
  public void close() {
    agent.close();
  }
}
