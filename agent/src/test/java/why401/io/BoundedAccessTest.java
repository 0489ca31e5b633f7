package why401.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class BoundedAccessTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void file_isRead() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "text");
    assertThat(BoundedAccess.read(file, 4)).asString().isEqualTo("text");
  }

  @Test
  void fileThatIsTooLong_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "text");
    assertThatThrownBy(() -> BoundedAccess.read(file, 3)).isInstanceOf(AccessLimitException.class);
  }

  @Test
  void fileThatIsMissing_isAnOrdinaryFailure() {
    assertThatThrownBy(() -> BoundedAccess.read(folder.resolve("none"), 3))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void pipeThatNobodyWrites_costsOneThreadAndOneWait_andAnswersLater() throws IOException {
    int before = BoundedAccess.blocked();
    Path pipe = NamedPipe.at(folder.resolve("pipe"));
    long start = System.nanoTime();
    IntStream.range(0, 50)
        .forEach(
            _ ->
                assertThatThrownBy(() -> BoundedAccess.read(pipe, 10))
                    .isInstanceOf(AccessTimeoutException.class));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(BoundedAccess.blocked()).isEqualTo(before + 1);
    NamedPipe.write(pipe, "text");
    await().until(() -> BoundedAccess.blocked() == before);
  }

  /// Neither the content of a secret file nor the name of one that was there once.
  @Test
  void nothingIsKeptOfAnAccessThatEnded() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "text");
    BoundedAccess.read(file, 4);
    await().until(() -> !BoundedAccess.isAccessed(file));
    Path pipe = NamedPipe.at(folder.resolve("pipe"));
    assertThatThrownBy(() -> BoundedAccess.read(pipe, 10))
        .isInstanceOf(AccessTimeoutException.class);
    assertThat(BoundedAccess.isAccessed(pipe)).isTrue();
    NamedPipe.write(pipe, "text");
    await().until(() -> !BoundedAccess.isAccessed(pipe));
  }

  /// What waits for the pipe never comes back, since it is gone.
  @Test
  void fileInPlaceOfAPipe_isRead() throws IOException {
    int before = BoundedAccess.blocked();
    Path pipe = NamedPipe.at(folder.resolve("pipe"));
    assertThatThrownBy(() -> BoundedAccess.read(pipe, 10))
        .isInstanceOf(AccessTimeoutException.class);
    Files.delete(pipe);
    assertThatThrownBy(() -> BoundedAccess.read(pipe, 10)).isInstanceOf(NoSuchFileException.class);
    Files.writeString(pipe, "text");
    assertThat(BoundedAccess.read(pipe, 4)).asString().isEqualTo("text");
    assertThat(BoundedAccess.blocked()).isEqualTo(before);
  }

  @Test
  void aShortWait_blocksNobodyElse() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "text");
    CountDownLatch go = new CountDownLatch(1);
    assertThatThrownBy(() -> BoundedAccess.within(file, Duration.ZERO, () -> after(go)))
        .isInstanceOf(AccessTimeoutException.class);
    go.countDown();
    assertThat(BoundedAccess.read(file, 4)).asString().isEqualTo("text");
  }

  private static boolean after(CountDownLatch go) throws IOException {
    try {
      return go.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
