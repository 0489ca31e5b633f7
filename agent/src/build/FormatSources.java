import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs google-java-format over source folders: `check FOLDER...` or `fix FOLDER...`. Spotless
/// cannot (see RATIONALE), and the command line alone takes files, not folders.
class FormatSources {
  public static void main(String[] args) throws Exception {
    boolean fix = args[0].equals("fix");
    List<String> command = new ArrayList<>();
    command.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    for (int i = 1; i < args.length; i++) {
      try (var files = Files.walk(Path.of(args[i]))) {
        files.map(Path::toString).filter(f -> f.endsWith(".java")).sorted().forEach(command::add);
      }
    }
    var out = new PrintWriter(System.out, true);
    int exit =
        new Main(out, new PrintWriter(System.err, true), System.in)
            .format(command.toArray(String[]::new));
    if (exit != 0 && !fix) {
      System.err.println(
          "Not formatted: the files above. Mend with: mvn process-sources -Dformat.mode=fix");
    }
    System.exit(exit);
  }
}
