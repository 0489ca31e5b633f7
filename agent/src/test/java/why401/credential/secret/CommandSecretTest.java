package why401.credential.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandSecretTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong();

  @TempDir Path folder;

  private CommandSecret shell(String script) {
    return command(TIMEOUT, "/bin/sh", "-c", script);
  }

  private CommandSecret command(Duration timeout, String... command) {
    return new CommandSecret(
        new SecretCommand(List.of(command), timeout), Duration.ofMinutes(1), nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void read_givesWhatTheCommandPrints() throws Exception {
    assertThat(shell("echo hunter2").read()).isEqualTo(Secret.of("hunter2"));
  }

  @Test
  void read_withinRefresh_runsOnce_andThenAgain() throws Exception {
    CommandSecret source = shell("echo x >> %s/runs; wc -l < %<s/runs".formatted(folder));
    source.read();
    pass(Duration.ofSeconds(59));
    source.read();
    assertThat(runs()).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    source.read();
    assertThat(runs()).isEqualTo(2);
  }

  private long runs() throws IOException {
    return Files.readAllLines(folder.resolve("runs")).size();
  }

  @Test
  void read_whileAnotherRefreshes_goesOnWithTheLastSecret() throws Exception {
    Path started = folder.resolve("started");
    Path pipe = folder.resolve("pipe");
    CommandSecret source =
        shell(
            "if [ -p %2$s ]; then touch %1$s; cat %2$s; else mkfifo %2$s; echo one; fi"
                .formatted(started, pipe));
    source.read();
    pass(Duration.ofMinutes(1));
    FutureTask<Secret> refresh = new FutureTask<>(source::read);
    Thread.ofVirtual().start(refresh);
    await().until(() -> Files.exists(started));
    assertThat(source.read()).isEqualTo(Secret.of("one"));
    Files.writeString(pipe, "two", StandardOpenOption.WRITE);
    assertThat(refresh.get()).isEqualTo(Secret.of("two"));
    assertThat(source.read()).isEqualTo(Secret.of("two"));
  }

  @Test
  void read_whenALaterRunFails_givesTheLastSecret() throws Exception {
    Path file = Files.writeString(folder.resolve("s"), "one");
    CommandSecret source = command(TIMEOUT, "cat", file.toString());
    source.read();
    Files.delete(file);
    pass(Duration.ofMinutes(2));
    assertThat(source.read()).isEqualTo(Secret.of("one"));
    Files.writeString(file, "two");
    pass(Duration.ofMinutes(2));
    assertThat(source.read()).isEqualTo(Secret.of("two"));
  }

  @Test
  void read_whenTheFirstRunFails_triesAgainAfterFiveSeconds() throws Exception {
    Path file = folder.resolve("s");
    CommandSecret source = command(TIMEOUT, "cat", file.toString());
    assertThatThrownBy(source::read).hasMessage("command cat: exit status 1 (expected: 0)");
    Files.writeString(file, "there");
    assertThatThrownBy(source::read).isInstanceOf(SecretUnavailableException.class);
    pass(Duration.ofSeconds(5));
    assertThat(source.read()).isEqualTo(Secret.of("there"));
  }

  @ParameterizedTest
  @CsvSource({
    "echo hunter2; echo hunter2 >&2; exit 3, exit status 3 (expected: 0)",
    "printf '\\377hunter2', 'no usable output (expected: UTF-8 text, at most 1 MiB)'",
  })
  void read_whenTheCommandFails_revealsNothingOfItsOutput(String script, String fault) {
    assertThatThrownBy(shell(script)::read)
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("command /bin/sh: " + fault)
        .hasNoCause();
  }

  @Test
  void read_whenTheCommandHangs_endsItInTime() {
    assertThatThrownBy(command(Duration.ofMillis(100), "sleep", "600")::read)
        .hasMessage("command sleep: no output after 100 ms (expected: in time)");
  }

  @Test
  void read_whenThereIsNoSuchCommand_saysSo() {
    assertThatThrownBy(command(TIMEOUT, folder + "/none")::read)
        .hasMessage("command %s/none: cannot be started (expected: an executable program)", folder);
  }

  @Test
  void sources_areEqualByCommandAndTimes_andPrintNoArguments() {
    Duration minute = Duration.ofMinutes(1);
    CommandSecret source = new CommandSecret(List.of("echo", "hunter2"), minute, minute);
    assertThat(source)
        .isEqualTo(new CommandSecret(List.of("echo", "hunter2"), minute, minute))
        .isNotEqualTo(new CommandSecret(List.of("echo", "x"), minute, minute))
        .isNotEqualTo(new CommandSecret(List.of("echo", "hunter2"), minute, TIMEOUT))
        .hasToString("CommandSecret[echo]");
    assertThat(source.describe()).isEqualTo("command echo");
  }

  @Test
  void childThatKeepsTheOutputOpen_isNotWaitedFor() throws Exception {
    CommandSecret secret =
        new CommandSecret(
            List.of("/bin/sh", "-c", "echo the-secret; setsid sleep 30 & exit 0"),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1));
    long start = System.nanoTime();
    assertThat(secret.read().reveal()).isEqualTo("the-secret");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void outputWithoutEnd_isCut() {
    CommandSecret secret =
        new CommandSecret(List.of("yes"), Duration.ofSeconds(10), Duration.ofMinutes(1));
    assertThatThrownBy(secret::read)
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageContaining("at most 1 MiB");
  }

  @Test
  void aLook_startsTheCommandAndDoesNotWait() {
    CommandSecret secret =
        new CommandSecret(
            List.of("/bin/sh", "-c", "sleep 0.2; echo the-secret"),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1));
    assertThatThrownBy(() -> secret.read(Duration.ZERO)).hasMessageContaining("not run yet");
    await()
        .ignoreExceptions()
        .until(() -> secret.read(Duration.ZERO).reveal().equals("the-secret"));
  }
}
