package why401.server;

import java.util.Map;
import java.util.stream.Collectors;
import why401.cause.Cause;

/// The runbooks as text for a terminal.
public final class RunbookText {
  private RunbookText() {}

  /// Names of all runbooks with their titles, causes first.
  public static Map<String, String> titles() {
    return Runbooks.titles();
  }

  /// What the runbook `name` is about, in a line: the title of a cause, the first sentence of an
  /// alert.
  public static String about(String name) {
    String markdown = Runbooks.markdown(name);
    return Cause.of(name).isPresent()
        ? markdown.lines().findFirst().orElse("").replaceFirst("^# ", "")
        : plain(Runbooks.firstSentence(markdown));
  }

  /// The runbook `name`; headings begin with `#`, commands are indented.
  public static String of(String name) {
    String markdown = Runbooks.markdown(name);
    String whole =
        Cause.of(name)
            .map(
                cause ->
                    markdown.replace(
                        Runbooks.BY_HAND, Runbooks.Guide.shipped().text(cause) + Runbooks.BY_HAND))
            .orElse(markdown);
    boolean[] inCode = {false};
    return whole
        .lines()
        .filter(
            line -> {
              boolean fence = line.startsWith("```");
              inCode[0] ^= fence;
              return !fence;
            })
        .map(line -> inCode[0] ? "    " + line : plain(line))
        .collect(Collectors.joining("\n"));
  }

  /// Without the marks that only a page shows.
  private static String plain(String line) {
    return line.replaceAll("\\*\\*([^*]+)\\*\\*", "$1")
        .replaceAll("\\[([^]]+)]\\(/runbooks/([a-z0-9_]+)\\)", "$1 (why401 runbook $2)")
        .replaceAll("\\[([^]]+)]\\(/[a-z]*\\)", "$1")
        .replaceAll("\\[([^]]+)]\\((https?://[^)]+)\\)", "$1 ($2)");
  }
}
