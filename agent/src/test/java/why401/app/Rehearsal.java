package why401.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.config.Configuration;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.credential.Credential;
import why401.incident.Incident;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.run.ProbeState;
import why401.schedule.TaskTrigger;
import why401.token.CredentialStatus;

/// The agent's engine in this process, driven run by run in place of a schedule.
public final class Rehearsal implements AutoCloseable {
  private static final Duration RENEWAL = Duration.ofSeconds(15);

  private final Path file;
  private final RehearsalTime time;
  private Configuration configuration;
  private AgentRuntime runtime;

  /// An agent with the configuration `text`, which is kept in `file`.
  public Rehearsal(Path file, RehearsalTime time, String text) {
    this.file = file;
    this.time = time;
    this.configuration = load(text);
    this.runtime = runtime();
    watch();
  }

  private AgentRuntime runtime() {
    return new AgentRuntime(configuration, time, List.of(), time.pace());
  }

  private Configuration load(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return switch (new ConfigurationLoader(TaskTrigger.Cron::problem).load(file, Map.of())) {
      case LoadResult.Loaded loaded -> loaded.configuration();
      case LoadResult.Invalid invalid ->
          throw new IllegalArgumentException("configuration: " + invalid.problems());
    };
  }

  /// Reloads with another configuration.
  public void configure(String text) {
    configuration = load(text);
    runtime.apply(configuration);
    watch();
    runtime.retainProbes(configuration);
  }

  /// Ends the agent, and starts one that knows nothing but its configuration.
  public void restart() {
    runtime.close();
    runtime = runtime();
    watch();
  }

  private void watch() {
    Instant now = time.instant();
    for (Probe probe : configuration.probes()) {
      ProbeState before = runtime.probes().get(probe.name());
      String name = probe.credential();
      Credential credential = name == null ? null : configuration.credentials().get(name);
      ProbeState next = new ProbeState(probe, credential, List.of(), now);
      if (before == null) {
        runtime.probes().put(probe.name(), next);
      } else if (!before.configuration().equals(next.configuration())) {
        next.inherit(before);
        runtime.probes().put(probe.name(), next);
      }
    }
  }

  /// Runs a probe once, after the first token had its time.
  public Outcome run(String probe) {
    awaitToken(probe);
    return runtime.probeRun().run(watched(probe));
  }

  /// Gives the first token of a probe its time.
  public void awaitToken(String probe) {
    tick();
    if (watched(probe).credential() instanceof Credential.Renewable credential) {
      await()
          .atMost(RENEWAL)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                tick();
                return settled(state(credential.name()));
              });
    }
  }

  private ProbeState watched(String probe) {
    return Objects.requireNonNull(runtime.probes().get(probe), probe);
  }

  private static boolean settled(@Nullable CredentialStatus state) {
    return state != null && (state.usable() || state.lastFailure() != null);
  }

  /// Runs a probe once, whether there is a token or not.
  public Outcome runAtOnce(String probe) {
    tick();
    return runtime.probeRun().run(watched(probe));
  }

  /// What the schedule does every second.
  public void tick() {
    runtime.tokens().tick(time.instant());
  }

  /// Waits for the renewal of the credential if it is due: time must not pass while it is under
  /// way.
  public void renewIfDue(String credential) {
    CredentialStatus state = Objects.requireNonNull(state(credential));
    if (state.renewalDue() != null && !state.renewalDue().isAfter(time.instant())) {
      renew(credential);
    }
  }

  /// Lets time pass until the credential is to be renewed, and does not wait for that.
  public void renewSoon(String credential) {
    CredentialStatus before = Objects.requireNonNull(state(credential));
    if (before.renewalDue() != null) {
      Duration left = Duration.between(time.instant(), before.renewalDue());
      time.pass(left.isNegative() ? Duration.ZERO : left.plusMillis(10));
    }
    tick();
  }

  /// Lets time pass until the credential is renewed, and waits for what comes of that.
  public void renew(String credential) {
    CredentialStatus before = Objects.requireNonNull(state(credential));
    if (before.renewalDue() != null) {
      Duration left = Duration.between(time.instant(), before.renewalDue());
      time.pass(left.isNegative() ? Duration.ZERO : left.plusMillis(10));
    }
    await()
        .atMost(RENEWAL)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              tick();
              CredentialStatus now = Objects.requireNonNull(state(credential));
              return now.generation() > before.generation()
                  || !Objects.equals(now.lastFailure(), before.lastFailure());
            });
  }

  /// Lets time pass beyond the life of the token in hand, renewals in between included.
  public void outlive(String credential) {
    renew(credential);
    CredentialStatus state = Objects.requireNonNull(state(credential));
    if (state.expiresAt() != null) {
      Duration left = Duration.between(time.instant(), state.expiresAt());
      time.pass(left.isNegative() ? Duration.ZERO : left.plusSeconds(1));
    }
  }

  /// What is known of a credential.
  public @Nullable CredentialStatus state(String credential) {
    return runtime.tokens().state(credential).orElse(null);
  }

  /// The open incident of a probe.
  public Optional<Incident> incident(String probe) {
    return runtime.incidents().open(probe);
  }

  /// All incidents, open and past.
  public List<Incident> incidents() {
    return runtime.incidents().find(null, null, null, 100);
  }

  /// The sum of a metric over its series.
  public double sum(String metric) {
    String page = new String(runtime.metrics().scrape("text/plain").body(), StandardCharsets.UTF_8);
    return page.lines()
        .filter(line -> line.startsWith(metric + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Override
  public void close() {
    runtime.close();
  }
}
