package why401.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Sizes that keep the tree readable, and habits that keep the tests honest.
@Execution(ExecutionMode.CONCURRENT)
class SizeTest {
  private static final int FILE_LINES = 400;

  /// Tables of scenarios are long and read well.
  private static final int TEST_FILE_LINES = 480;

  private static final int METHOD_LINES = 60;
  private static final int PARAMETERS = 6;

  private static List<Path> sources(String root) throws IOException {
    try (var files = Files.walk(Path.of(root))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Stream<Path> files(String root) {
    try {
      return sources(root).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void files_areShort() throws IOException {
    Set<String> wrong = new TreeSet<>();
    tooLong("src/main/java", FILE_LINES, wrong);
    tooLong("src/test/java", TEST_FILE_LINES, wrong);
    tooLong("src/it/java", TEST_FILE_LINES, wrong);
    assertThat(wrong).isEmpty();
  }

  private static void tooLong(String root, int most, Set<String> wrong) throws IOException {
    for (Path file : sources(root)) {
      long lines = Files.readAllLines(file).size();
      if (lines > most) {
        wrong.add(file + ": " + lines + " lines (expected: at most " + most + ")");
      }
    }
  }

  @Test
  void methods_areShortAndTakeFewParameters() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Set<String> wrong = new TreeSet<>();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  _ -> {},
                  List.of(),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources("src/main/java")));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new Methods(unit, positions, wrong), null);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Measures every method; the canonical constructor of a record is its component list.
  private static final class Methods extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Set<String> wrong;

    Methods(CompilationUnitTree unit, SourcePositions positions, Set<String> wrong) {
      this.unit = unit;
      this.positions = positions;
      this.wrong = wrong;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      String where = unit.getSourceFile().getName() + " " + method.getName();
      long lines =
          1
              + line(positions.getEndPosition(unit, method))
              - line(positions.getStartPosition(unit, method));
      if (lines > METHOD_LINES) {
        wrong.add(where + ": " + lines + " lines (expected: at most " + METHOD_LINES + ")");
      }
      int parameters = method.getParameters().size();
      if (parameters > PARAMETERS && !method.getName().contentEquals("<init>")) {
        wrong.add(where + ": " + parameters + " parameters (expected: at most " + PARAMETERS + ")");
      }
      return super.visitMethod(method, null);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }

  @Test
  void tests_neitherSleepNorSkipNorMock() throws IOException {
    Pattern bad =
        Pattern.compile(
            "Thread\\.s" + "leep|@Dis" + "abled|assume" + "(True|That)|org\\.mo" + "ckito");
    Set<String> wrong = new TreeSet<>();
    for (Path file : Stream.of("src/test/java", "src/it/java").flatMap(SizeTest::files).toList()) {
      if (bad.matcher(Files.readString(file)).find()) {
        wrong.add(file.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }
}
