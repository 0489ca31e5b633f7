package why401.cli.curl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A curl line as a person copies it, taken apart as the shell would: quotes of `sh` and `bash`,
/// lines that go on after `\`, variables of the environment; also as browsers copy it for `cmd` of
/// Windows. What follows a pipe or another command is left out. Nothing in it is run.
public final class ShellWords {
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z_]\\w*)}|([A-Za-z_]\\w*)");
  private static final String NOT_RUN = "a command in it (expected: its output in its place)";

  private final String text;
  private final Map<String, String> environment;
  private final List<String> words = new ArrayList<>();
  private StringBuilder word = new StringBuilder();
  private boolean begun;
  private boolean inQuotes;
  private int at;

  private ShellWords(String text, Map<String, String> environment) {
    this.text = text;
    this.environment = environment;
  }

  /// The arguments of the curl command in `text`, without the word `curl`.
  ///
  /// @throws IllegalArgumentException if there is none, or one that only a shell could run; the
  ///   message quotes none of it
  public static List<String> arguments(String text, Map<String, String> environment) {
    boolean windows = Pattern.compile("\\^\"|\\^\\s*\\n").matcher(text).find();
    String plain = windows ? withoutCarets(text) : text;
    List<String> words = new ShellWords(plain, environment).split();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).matches("(?:.*[/\\\\])?curl(?:\\.exe)?")) {
        return List.copyOf(words.subList(i + 1, words.size()));
      }
    }
    throw new IllegalArgumentException(
        "line: no curl command in it (expected: curl … URL; a browser's network panel has \"Copy as"
            + " cURL\")");
  }

  /// `cmd` takes the character after `^` as it is, and goes on after one at the end of a line.
  private static String withoutCarets(String text) {
    String joined = text.replaceAll("\\^\\s*\\r?\\n\\s*", " ");
    return joined.replaceAll("\\^(.)", "$1").replace("$", "\\$").replace("`", "\\`");
  }

  private List<String> split() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '\'' -> single();
        case '"' -> quoted();
        case '\\' -> escaped();
        case '$' -> dollar();
        case '`' -> throw new IllegalArgumentException("line: " + NOT_RUN);
        case ' ', '\t', '\r' -> end();
        case '\n', ';', '|', '&' -> {
          end();
          if (words.stream().anyMatch(one -> one.matches("(?:.*[/\\\\])?curl(?:\\.exe)?"))) {
            return words;
          }
          words.clear();
        }
        case '>', '<' -> redirection();
        case '#' -> {
          if (begun) {
            word.append(c);
          } else {
            skipLine();
          }
        }
        default -> add(c);
      }
    }
    end();
    return words;
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void add(char c) {
    begun = true;
    word.append(c);
  }

  private void end() {
    if (begun) {
      words.add(word.toString());
    }
    word = new StringBuilder();
    begun = false;
  }

  /// Where output goes is of no interest: the file is skipped, and the number before it.
  private void redirection() {
    if (word.toString().matches("\\d?")) {
      word = new StringBuilder();
      begun = false;
    }
    end();
    while (at < text.length() && ">&| \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void single() {
    begun = true;
    int close = text.indexOf('\'', at);
    if (close < 0) {
      throw new IllegalArgumentException("line: a quote that does not end (expected: ')");
    }
    word.append(text, at, close);
    at = close + 1;
  }

  private void quoted() {
    begun = true;
    inQuotes = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '"' -> {
          inQuotes = false;
          return;
        }
        case '\\' -> {
          char next = at < text.length() ? text.charAt(at++) : '\\';
          if (next != '\n') {
            word.append("$`\"\\".indexOf(next) < 0 ? "\\" + next : String.valueOf(next));
          }
        }
        case '$' -> dollar();
        case '`' -> throw new IllegalArgumentException("line: " + NOT_RUN);
        default -> word.append(c);
      }
    }
    throw new IllegalArgumentException("line: a quote that does not end (expected: \")");
  }

  private void escaped() {
    if (text.startsWith("\r\n", at)) {
      at += 2;
    } else if (at < text.length()) {
      char next = text.charAt(at++);
      if (next != '\n') {
        add(next);
      }
    }
  }

  private void dollar() {
    if (text.startsWith("(", at)) {
      throw new IllegalArgumentException("line: " + NOT_RUN);
    }
    if (text.startsWith("'", at) && !inQuotes) {
      at++;
      ansi();
      return;
    }
    Matcher variable = VARIABLE.matcher(text).region(at, text.length());
    if (!variable.lookingAt()) {
      // A prompt, or a character of its own.
      if (begun || inQuotes || !(at < text.length() && text.charAt(at) == ' ')) {
        add('$');
      }
      return;
    }
    String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "line: $" + name + " is not set here (expected: an exported variable)");
    }
    begun = true;
    word.append(value);
    at = variable.end();
  }

  /// `$'…'` of bash, as browsers write what has quotes or line breaks in it.
  private void ansi() {
    begun = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\'') {
        return;
      }
      word.append(
          c == '\\' && at < text.length() ? ansiEscape(text.charAt(at++)) : String.valueOf(c));
    }
    throw new IllegalArgumentException("line: a quote that does not end (expected: ')");
  }

  private String ansiEscape(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'x' -> coded(2);
      case 'u' -> coded(4);
      case 'U' -> coded(8);
      default -> String.valueOf(c);
    };
  }

  private String coded(int most) {
    int end = at;
    while (end < text.length() && end < at + most && Character.digit(text.charAt(end), 16) >= 0) {
      end++;
    }
    int point = end == at ? '?' : Integer.parseInt(text.substring(at, end), 16);
    at = end;
    return Character.isValidCodePoint(point) ? Character.toString(point) : "?";
  }
}
