package why401.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManagedProcessIT {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;

  private Optional<ManagedProcess> running = Optional.empty();

  @AfterEach
  void end() {
    running.ifPresent(ManagedProcess::close);
  }

  @Test
  void start_whenItEndsAtOnce_failsWithItsLastWords() {
    ManagedProcess process = shell("echo no such port; exit 3");

    assertThatThrownBy(() -> process.start(SOON, () -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it ended")
        .hasMessageEndingWith("no such port");
  }

  @Test
  void start_whenNeverReady_failsAndLeavesNothingRunning() {
    ManagedProcess process = shell("echo waiting; exec sleep 60");

    assertThatThrownBy(() -> process.start(Duration.ofSeconds(1), () -> false))
        .hasMessageContaining("not ready within 1 s")
        .hasMessageEndingWith("waiting");
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void stop_endsTheChildrenToo() {
    ManagedProcess process = withChild();
    ProcessHandle child = childOf(process);

    process.stop();

    assertThat(ProcessState.of(child)).isEqualTo(ProcessState.ENDED);
  }

  @Test
  void kill_endsWhatIgnoresTheRequest() {
    ManagedProcess process = shell("trap '' TERM; echo up; while :; do sleep 0.1; done");
    process.start(SOON, () -> process.log().contains("up"));

    process.kill();

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void stop_whenSuspended_endsIt() {
    ManagedProcess process = withChild();
    ProcessHandle child = childOf(process);
    process.suspend();
    assertThat(ProcessState.of(child)).isEqualTo(ProcessState.STOPPED);

    process.stop();

    assertThat(ProcessState.of(child)).isEqualTo(ProcessState.ENDED);
  }

  @Test
  void resume_letsItGoOn() {
    ManagedProcess process = withChild();
    process.suspend();

    process.resume();

    Awaitility.await()
        .atMost(SOON)
        .until(() -> ProcessState.of(childOf(process)) == ProcessState.RUNNING);
  }

  @Test
  void start_afterStop_runsAgainAndKeepsTheLog() {
    ManagedProcess process = withChild();
    process.stop();

    process.start(SOON, () -> process.log().lines().count() == 2);

    assertThat(process.log()).isEqualTo("up\nup\n");
  }

  private ManagedProcess withChild() {
    ManagedProcess process = shell("sleep 60 & echo up; wait");
    process.start(SOON, () -> process.log().contains("up"));
    return process;
  }

  private ManagedProcess shell(String script) {
    var launch =
        new ManagedProcess.Launch(
            List.of("sh", "-c", script), Map.of(), folder.resolve("output.log"));
    var process = new ManagedProcess(launch);
    running = Optional.of(process);
    return process;
  }

  private static ProcessHandle childOf(ManagedProcess process) {
    return ProcessHandle.of(process.pid()).orElseThrow().children().findFirst().orElseThrow();
  }
}
