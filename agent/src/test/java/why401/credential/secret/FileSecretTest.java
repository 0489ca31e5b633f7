package why401.credential.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.io.NamedPipe;

class FileSecretTest {
  private final AtomicLong nanos = new AtomicLong();

  @TempDir Path folder;
  private Path file;
  private FileSecret source;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("secret"), "one");
    source = new FileSecret(file, nanos::get);
  }

  @ParameterizedTest
  @CsvSource({
    "'a\n', a",
    "'a\r\n', a",
    "'a\n\n', 'a\n'",
    "'a\r', 'a\r'",
    "' a ', ' a '",
    "'\n', ''",
    "'\r\n', ''",
    "'', ''"
  })
  void read_dropsOneLineEndAndNothingElse(String content, String secret) throws Exception {
    Files.writeString(file, content);
    assertThat(source.read()).isEqualTo(Secret.of(secret));
  }

  @Test
  void read_afterRotation_givesTheNewSecret() throws Exception {
    assertThat(source.read()).isEqualTo(Secret.of("one"));
    Files.writeString(file, "another");
    assertThat(source.read()).isEqualTo(Secret.of("another"));
  }

  @Test
  void read_afterSwapOfALink_givesTheNewSecret() throws Exception {
    Path one = Files.createDirectory(folder.resolve("..one"));
    Path two = Files.createDirectory(folder.resolve("..two"));
    Files.writeString(one.resolve("key"), "aaa");
    Files.writeString(two.resolve("key"), "bbb");
    Files.setLastModifiedTime(two.resolve("key"), Files.getLastModifiedTime(one.resolve("key")));
    Path data = Files.createSymbolicLink(folder.resolve("..data"), one);
    FileSecret linked = new FileSecret(data.resolve("key"), nanos::get);
    assertThat(linked.read()).isEqualTo(Secret.of("aaa"));
    Path next = Files.createSymbolicLink(folder.resolve("..next"), two);
    Files.move(next, data, StandardCopyOption.REPLACE_EXISTING);
    assertThat(linked.read()).isEqualTo(Secret.of("bbb"));
  }

  @Test
  void read_whenAChangeDoesNotShow_noticesItWithinTwoSeconds() throws Exception {
    assertThat(source.read()).isEqualTo(Secret.of("one"));
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);
    assertThat(source.read()).isEqualTo(Secret.of("one"));
    nanos.set(2_000_000_000L);
    assertThat(source.read()).isEqualTo(Secret.of("two"));
  }

  @Test
  void read_ofMissingFile_saysSoUntilItComes() throws Exception {
    Files.delete(file);
    assertThatThrownBy(source::read)
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("file %s: missing (expected: the secret)", file);
    Files.writeString(file, "back");
    assertThat(source.read()).isEqualTo(Secret.of("back"));
  }

  @Test
  void read_ofFolder_saysUnreadable() {
    assertThatThrownBy(new FileSecret(folder)::read)
        .hasMessage("file %s: unreadable (expected: a readable file)", folder);
  }

  @Test
  void read_ofBytesThatAreNoText_saysSoWithoutThem() throws IOException {
    Files.write(file, new byte[] {'h', 'u', 'n', (byte) 0xff});
    assertThatThrownBy(source::read).hasMessage("file %s: not text (expected: UTF-8)", file);
  }

  @Test
  void read_ofEndlessFile_saysTooLong() {
    assertThatThrownBy(new FileSecret(Path.of("/dev/zero"))::read)
        .hasMessage("file /dev/zero: too long (expected: at most 1 MiB)");
  }

  @Test
  void sources_areEqualByPath() {
    assertThat(source)
        .isEqualTo(new FileSecret(file))
        .hasSameHashCodeAs(new FileSecret(file))
        .isNotEqualTo(new FileSecret(folder))
        .hasToString("FileSecret[" + file + "]");
  }

  @Test
  void fileThatDoesNotAnswer_isUnavailableInTime() {
    FileSecret secret = new FileSecret(NamedPipe.at(folder.resolve("pipe")));
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(secret::read)
          .isInstanceOf(SecretUnavailableException.class)
          .hasMessageContaining("no answer");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void fileThatStopsToAnswer_keepsWhatWasReadLast() throws Exception {
    Path file = folder.resolve("stops");
    Files.writeString(file, "known");
    FileSecret secret = new FileSecret(file);
    assertThat(secret.read().reveal()).isEqualTo("known");
    Files.delete(file);
    NamedPipe.at(file);
    assertThat(secret.read().reveal()).isEqualTo("known");
  }

  @Test
  void aLook_doesNotWait() {
    FileSecret secret = new FileSecret(NamedPipe.at(folder.resolve("look")));
    long start = System.nanoTime();
    assertThatThrownBy(() -> secret.read(Duration.ofMillis(10)))
        .isInstanceOf(SecretUnavailableException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
  }
}
