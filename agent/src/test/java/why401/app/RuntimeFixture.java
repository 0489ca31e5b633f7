package why401.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import why401.config.Configuration;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.metrics.ScheduleMetrics;
import why401.schedule.Schedule;
import why401.schedule.TaskTrigger;

/// A runtime with a schedule that is never started, and its configuration file.
final class RuntimeFixture implements AutoCloseable {
  final Path file;
  final LoadResult.Loaded loaded;
  final AgentRuntime runtime;
  final Schedule schedule;
  final ProbeRegistry registry;

  RuntimeFixture(Path file, String text) {
    this(file, text, InstantSource.system(), AgentRuntime.Pace.REAL);
  }

  /// One whose pauses are over as soon as they begin, for tests of one thread.
  static RuntimeFixture withoutPauses(Path file, String text) {
    RehearsalTime time = new RehearsalTime();
    return new RuntimeFixture(
        file, text, time, new AgentRuntime.Pace(time::nanos, pause -> time.pass(pause)));
  }

  private RuntimeFixture(Path file, String text, InstantSource clock, AgentRuntime.Pace pace) {
    this.file = file;
    write(text);
    this.loaded = (LoadResult.Loaded) load();
    this.runtime = new AgentRuntime(loaded.configuration(), clock, List.of(), pace);
    this.schedule = new Schedule(clock, new ScheduleMetrics(runtime.metrics()), 4);
    this.registry = new ProbeRegistry(schedule, runtime);
  }

  void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LoadResult load() {
    return new ConfigurationLoader(TaskTrigger.Cron::problem).load(file, Map.of());
  }

  Configuration configuration(String text) {
    write(text);
    return ((LoadResult.Loaded) load()).configuration();
  }

  /// Two or more probes of nothing that answers.
  static String probes(String... names) {
    StringBuilder text = new StringBuilder("why401 { probes {\n");
    for (String name : names) {
      text.append(name).append(" { url = \"http://127.0.0.1:9/").append("\" }\n");
    }
    return text.append("} }\n").toString();
  }

  /// The value of a series on the page of metrics, or NaN.
  double metric(String series) {
    String page =
        new String(
            runtime.metrics().scrape("text/plain").body(), java.nio.charset.StandardCharsets.UTF_8);
    return page.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public void close() {
    schedule.close();
    runtime.close();
  }
}
