package why401.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A Markdown document under `src/main/docs`. Parts of it stand between `<!-- NAME -->` and `<!--
/// end -->`: a test generates or reads them.
record Document(Path file) {
  private static final Path FOLDER = Path.of("src/main/docs");
  private static final String END = "<!-- end -->";

  static Document named(String name) {
    return new Document(FOLDER.resolve(name));
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names of the regions that begin with `prefix`, in order.
  List<String> regions(String prefix) {
    return text()
        .lines()
        .filter(line -> line.startsWith("<!-- " + prefix) && line.endsWith(" -->"))
        .map(line -> line.substring(5, line.length() - 4))
        .toList();
  }

  /// What stands in the region `name`.
  String region(String name) {
    String text = text();
    return text.substring(start(text, name), end(text, name));
  }

  /// Compares the region `name` with what the code says; `-Dupdate` writes it instead.
  void assertRegion(String name, String expected) {
    String block = "\n" + expected.strip() + "\n\n";
    if (System.getProperty("update") != null) {
      String text = text();
      write(text.substring(0, start(text, name)) + block + text.substring(end(text, name)));
    }
    assertThat(region(name))
        .as("%s, generated: run the test with -Dupdate to renew it", file)
        .isEqualTo(block);
  }

  /// The cells of the table in the region `name`, without its head.
  List<List<String>> rows(String name) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : region(name).lines().filter(line -> line.startsWith("|")).skip(2).toList()) {
      String cells = line.strip().substring(1, line.strip().length() - 1);
      rows.add(Arrays.stream(cells.split("(?<!\\\\)\\|")).map(Document::cell).toList());
    }
    return rows;
  }

  private static String cell(String raw) {
    return raw.strip().replace("\\|", "|");
  }

  private int start(String text, String name) {
    String marker = "<!-- " + name + " -->\n";
    int at = text.indexOf(marker);
    assertThat(at).as("%s has the marker %s", file, marker.strip()).isNotNegative();
    return at + marker.length();
  }

  private int end(String text, String name) {
    int at = text.indexOf(END, start(text, name));
    assertThat(at).as("%s has %s after %s", file, END, name).isNotNegative();
    return at;
  }

  private void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
