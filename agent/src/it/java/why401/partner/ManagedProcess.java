package why401.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;

/// A server process of ours and its children: started, waited for, paused, ended, started again.
///
/// Ends only what it started, by process id. What is still alive when the JVM ends is ended then.
public final class ManagedProcess implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final int TAIL_LINES = 40;
  private static final Set<ManagedProcess> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ManagedProcess::kill)));
  }

  private final Launch launch;
  private final Set<ProcessHandle> family = new HashSet<>();
  private @Nullable Process process;

  /// How to start it.
  ///
  /// @param command the program and its arguments
  /// @param environment added to this JVM's environment
  /// @param log where standard output and error are appended
  public record Launch(List<String> command, Map<String, String> environment, Path log) {

    public Launch {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /// Does not start it yet.
  public ManagedProcess(Launch launch) {
    this.launch = launch;
  }

  /// Starts it and returns once `ready` says so.
  ///
  /// @param deadline how long `ready` may take
  /// @throws IllegalStateException with the last lines of the log when it is not ready in time, or
  ///   ends before
  public void start(Duration deadline, BooleanSupplier ready) {
    if (isAlive()) {
      throw new IllegalStateException("process: " + pid() + " (expected: stopped)");
    }
    try {
      var builder = new ProcessBuilder(launch.command());
      builder.environment().putAll(launch.environment());
      builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(launch.log().toFile()));
      builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RUNNING.add(this);
    try {
      Awaitility.await()
          .atMost(deadline)
          .pollInterval(Duration.ofMillis(50))
          .failFast("it ended", () -> !isAlive())
          .until(ready::getAsBoolean);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      String why = isAlive() ? "not ready within " + deadline.toSeconds() + " s" : "it ended";
      stop();
      throw new IllegalStateException(
          "process: " + why + " (expected: ready); " + launch.log() + ":\n" + logTail(), e);
    }
    rememberFamily();
  }

  /// Asks it to end (SIGTERM), then the children that it leaves behind; what has not ended after 15
  /// s is made to (SIGKILL).
  public void stop() {
    rememberFamily();
    signal("CONT");
    Process started = process;
    if (started != null) {
      started.destroy();
      awaitEnd(Set.of(started.toHandle()), GRACE);
    }
    family.forEach(ProcessHandle::destroy);
    if (!awaitEnd(family, GRACE)) {
      kill();
    }
    forget();
  }

  /// Ends it and its children without warning (SIGKILL).
  public void kill() {
    rememberFamily();
    signal("STOP"); // no parent may replace a child that it sees die
    family.forEach(ProcessHandle::destroyForcibly);
    if (!awaitEnd(family, GRACE)) {
      throw new IllegalStateException("process: " + pid() + " (expected: ended by SIGKILL)");
    }
    forget();
  }

  /// Freezes it and its children (SIGSTOP): connections are accepted by the kernel, and nothing
  /// answers.
  public void suspend() {
    rememberFamily();
    signal("STOP");
    Awaitility.await()
        .atMost(GRACE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> family.stream().noneMatch(it -> ProcessState.of(it) == ProcessState.RUNNING));
  }

  /// Lets it go on (SIGCONT).
  public void resume() {
    signal("CONT");
  }

  /// Sends a signal that replaces the worker processes, and waits until none of the old workers is
  /// left and `ready` holds.
  ///
  /// @param signal `HUP` for nginx, `USR1` for Apache httpd
  public void replaceWorkers(String signal, BooleanSupplier ready) {
    Set<ProcessHandle> old = handle().children().collect(Collectors.toSet());
    signalOne(signal);
    try {
      Awaitility.await()
          .atMost(GRACE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> old.stream().allMatch(ProcessState::ended) && ready.getAsBoolean());
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "workers: still the old ones (expected: replaced); " + launch.log() + ":\n" + logTail(),
          e);
    }
    rememberFamily();
  }

  /// Sends a signal to the process itself, not to its children.
  public void signalOne(String signal) {
    send(signal, Stream.of(handle()));
  }

  public boolean isAlive() {
    Process started = process;
    // A zombie has ended, even before the JVM has collected it.
    return started != null && started.isAlive() && !ProcessState.ended(started.toHandle());
  }

  public long pid() {
    return handle().pid();
  }

  /// Everything it has written, of all starts.
  public String log() {
    try {
      return new String(Files.readAllBytes(launch.log()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The last lines of the log, for a failure message.
  public String logTail() {
    List<String> lines = log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  @Override
  public void close() {
    if (process != null) {
      stop();
    }
  }

  private ProcessHandle handle() {
    Process started = process;
    if (started == null) {
      throw new IllegalStateException("process: never started (expected: started)");
    }
    return started.toHandle();
  }

  private void rememberFamily() {
    Process started = process;
    if (started != null) {
      family.add(started.toHandle());
      started.descendants().forEach(family::add);
    }
  }

  private static boolean awaitEnd(Set<ProcessHandle> family, Duration grace) {
    try {
      Awaitility.await()
          .atMost(grace)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> family.stream().allMatch(ProcessState::ended));
      return true;
    } catch (ConditionTimeoutException _) {
      return false;
    }
  }

  private void forget() {
    family.clear();
    RUNNING.remove(this);
  }

  private void signal(String signal) {
    send(signal, family.stream());
  }

  private static void send(String signal, Stream<ProcessHandle> to) {
    String pids =
        to.filter(ProcessHandle::isAlive)
            .map(it -> Long.toString(it.pid()))
            .collect(Collectors.joining(" "));
    if (!pids.isEmpty()) {
      Command.run("sh", "-c", "kill -" + signal + " " + pids);
    }
  }
}
