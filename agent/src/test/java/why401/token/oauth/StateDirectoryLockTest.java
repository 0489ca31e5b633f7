package why401.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.credential.secret.Secret;

/// One process at a time spends the refresh tokens of a state directory.
class StateDirectoryLockTest {
  @TempDir private Path directory = Path.of(".");

  @Test
  void otherProcess_cannotEvenBeginToSpend() throws IOException, InterruptedException {
    ProcessBuilder holder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            LockHolder.class.getName(),
            directory.toString());
    Process process = holder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    RefreshTokenStore store = new RefreshTokenStore(directory);
    RefreshTokenRecord record = RefreshTokenRecord.begin(Secret.of("refresh-1"));
    try (var lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("held");
      assertThatThrownBy(() -> store.write("robot", record))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another why401");
      assertThat(directory.resolve("robot.refresh-token.json")).doesNotExist();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThatCode(() -> store.write("robot", record)).doesNotThrowAnyException();
    assertThatCode(() -> new RefreshTokenStore(directory).write("other", record))
        .as("a second store of this process")
        .doesNotThrowAnyException();
  }
}
