package why401.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.config.hocon.SourceDigests;

class ConfigurationWatcherTest {
  @TempDir Path folder;
  private Path main;
  private Path part;
  private ConfigurationWatcher watcher;

  @BeforeEach
  void load() throws IOException {
    main = Files.writeString(folder.resolve("why401.conf"), "why401 {\n include \"part.conf\"\n}");
    part = Files.writeString(folder.resolve("part.conf"), "server { port = 1 }");
    watcher = new ConfigurationWatcher(main, inputs());
  }

  private SourceDigests inputs() {
    return Configurations.load(main, Map.of()).inputs();
  }

  @Test
  void unchangedFiles_areQuiet() {
    for (int i = 0; i < 30; i++) {
      assertThat(watcher.tick()).isFalse();
    }
  }

  @Test
  void changedFile_isReportedOnceItIsStable() throws IOException {
    Files.writeString(main, "why401 {}");
    assertThat(watcher.tick()).isFalse();
    assertThat(watcher.tick()).isTrue();
    watcher.loaded(inputs());
    assertThat(watcher.tick()).isFalse();
    assertThat(watcher.tick()).isFalse();
  }

  @Test
  void fileThatIsBeingWritten_waits() throws IOException {
    for (int i = 0; i < 5; i++) {
      Files.writeString(main, "why401 { #" + "x".repeat(i));
      assertThat(watcher.tick()).isFalse();
    }
    assertThat(watcher.tick()).isTrue();
  }

  @Test
  void changedInclude_isReported() throws IOException {
    Files.writeString(part, "server { port = 2 }");
    watcher.tick();
    assertThat(watcher.tick()).isTrue();
  }

  @Test
  void includeThatAppears_isReported() throws IOException {
    Files.delete(part);
    watcher.loaded(inputs());
    Files.writeString(part, "server { port = 2 }");
    watcher.tick();
    assertThat(watcher.tick()).isTrue();
  }

  @Test
  void replacedFile_isReported() throws IOException {
    Path other = Files.writeString(folder.resolve("new"), "why401 {}");
    Files.move(other, main, StandardCopyOption.REPLACE_EXISTING);
    watcher.tick();
    assertThat(watcher.tick()).isTrue();
  }

  @Test
  void replacedFileOfTheSameContent_isQuiet() throws IOException {
    Path other = Files.copy(main, folder.resolve("new"));
    Files.move(other, main, StandardCopyOption.REPLACE_EXISTING);
    watcher.tick();
    assertThat(watcher.tick()).isFalse();
  }

  @Test
  void swappedLink_isReported() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    Files.writeString(one.resolve("c.conf"), "why401 { server { port = 1 } }");
    Files.writeString(two.resolve("c.conf"), "why401 { server { port = 2 } }");
    Path data = Files.createSymbolicLink(folder.resolve("data"), one);
    Path file = data.resolve("c.conf");
    watcher = new ConfigurationWatcher(file, Configurations.load(file, Map.of()).inputs());
    Path next = Files.createSymbolicLink(folder.resolve("next"), two);
    Files.move(next, data, StandardCopyOption.REPLACE_EXISTING);
    watcher.tick();
    assertThat(watcher.tick()).isTrue();
  }

  @Test
  void missingFile_isNoReasonToLoad() throws IOException {
    Files.delete(main);
    watcher.tick();
    assertThat(watcher.tick()).isFalse();
  }

  @Test
  void changeInvisibleInMetadata_isReportedWithinTwelveChecks() throws IOException {
    FileTime time = Files.getLastModifiedTime(part);
    watcher.tick();
    Files.writeString(part, "server { port = 9 }");
    Files.setLastModifiedTime(part, time);
    boolean told = false;
    for (int i = 0; i < 12; i++) {
      told |= watcher.tick();
    }
    assertThat(told).isTrue();
  }
}
