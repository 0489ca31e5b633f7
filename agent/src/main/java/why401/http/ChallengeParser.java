package why401.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one header value in linear time, generously: control characters count as blanks,
/// semicolons as commas. Where the grammar is broken it notes the problem and continues with what
/// the sender most likely meant.
final class ChallengeParser {

  private static final char NO_BREAK_SPACE = 0xa0;
  private static final int LENGTH_LIMIT = 16 * 1024;
  private static final int CHALLENGE_LIMIT = 64;
  private static final int WORD_LIMIT = 40;
  private static final Set<String> SCHEMES =
      Set.of(
          "basic",
          "bearer",
          "digest",
          "negotiate",
          "ntlm",
          "oauth",
          "dpop",
          "hoba",
          "mutual",
          "scram-sha-256",
          "apikey");

  private final String text;
  private final Set<String> problems = new LinkedHashSet<>();
  private final List<Challenge> found = new ArrayList<>();
  private int at;
  private boolean separated = true;
  private @Nullable String scheme;
  private @Nullable String token68;
  private Map<String, String> params = new LinkedHashMap<>();
  private @Nullable String openValueOf;

  ChallengeParser(String value) {
    if (value.length() > LENGTH_LIMIT) {
      problems.add("the value is longer than " + LENGTH_LIMIT + " characters");
    }
    text = value.length() > LENGTH_LIMIT ? value.substring(0, LENGTH_LIMIT) : value;
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > '~')) {
      problems.add("the value has characters outside visible ASCII");
    }
  }

  Set<String> problems() {
    return problems;
  }

  List<Challenge> parse() {
    if (text.isBlank()) {
      problems.add("the value is empty");
    }
    while (skipSeparators() && found.size() < CHALLENGE_LIMIT - 1) {
      String word = word();
      if (word.isEmpty()) {
        problems.add("a stray \"%s\"".formatted(text.charAt(at)));
        at++;
      } else if (startsParameter(word)) {
        parameter(word);
      } else {
        schemeOrStray(word);
      }
    }
    close();
    return found;
  }

  private boolean skipSeparators() {
    while (at < text.length() && (isBlank(text.charAt(at)) || isSeparator(text.charAt(at)))) {
      if (text.charAt(at) == ';') {
        problems.add("a semicolon separates parameters");
      }
      separated |= isSeparator(text.charAt(at));
      at++;
    }
    return at < text.length();
  }

  private String word() {
    int start = at;
    while (at < text.length()
        && !isBlank(text.charAt(at))
        && !isSeparator(text.charAt(at))
        && "=\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /// True before `=` and a value; false before the padding of a token68.
  private boolean startsParameter(String word) {
    int next = blanksFrom(text, at);
    if (next >= text.length() || text.charAt(next) != '=') {
      return false;
    }
    int value = next;
    while (value < text.length() && text.charAt(value) == '=') {
      value++;
    }
    boolean padding = value == text.length() || isSeparator(text.charAt(value));
    return !padding
        || (next + 1 == value
            && word.length() < WORD_LIMIT
            && word.chars().allMatch(ChallengeParser::isNameChar));
  }

  private void parameter(String name) {
    if (scheme == null) {
      problems.add("parameters come without a scheme");
      scheme = "";
    }
    if (!separated && !params.isEmpty()) {
      problems.add("no comma between parameters");
    }
    at = blanksFrom(text, blanksFrom(text, at) + 1);
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    String value = quoted ? quoted() : unquoted(name);
    String key = name.toLowerCase(Locale.ROOT);
    if (params.putIfAbsent(key, value) != null) {
      problems.add("a parameter comes twice");
    }
    openValueOf = quoted ? null : key;
    separated = false;
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        value.append(text.charAt(at++));
      } else if (c == '"' && closes()) {
        return value.toString();
      } else {
        if (c == '"') {
          problems.add("a quote inside a quoted value is not escaped");
        }
        value.append(c);
      }
    }
    problems.add("a quoted value is not closed");
    return value.toString();
  }

  /// Whether the quote just read ends the value: then an end, a separator, a parameter or a scheme
  /// follows.
  private boolean closes() {
    int next = blanksFrom(text, at);
    if (next == text.length() || isSeparator(text.charAt(next))) {
      return true;
    }
    int end = next;
    while (end < text.length() && end - next < WORD_LIMIT && isTokenChar(text.charAt(end))) {
      end++;
    }
    boolean parameter = end > next && end < text.length() && text.charAt(end) == '=';
    return next > at
        && (parameter || SCHEMES.contains(text.substring(next, end).toLowerCase(Locale.ROOT)));
  }

  private String unquoted(String name) {
    int start = at;
    while (at < text.length() && !isBlank(text.charAt(at)) && !isSeparator(text.charAt(at))) {
      at++;
    }
    String value = text.substring(start, at);
    if (value.isEmpty()) {
      problems.add("a parameter has no value");
    } else if (name.equalsIgnoreCase("realm")
        || !value.chars().allMatch(ChallengeParser::isTokenChar)) {
      problems.add("a value that needs quotes has none");
    }
    boolean single = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
    return single ? value.substring(1, value.length() - 1) : value;
  }

  private void schemeOrStray(String word) {
    if (separated || scheme == null || SCHEMES.contains(word.toLowerCase(Locale.ROOT))) {
      startChallenge(word);
    } else if (params.isEmpty() && token68 == null) {
      token68(word);
    } else {
      problems.add("words where a parameter belongs");
      if (openValueOf != null) {
        params.merge(openValueOf, word, (before, more) -> before + " " + more);
      }
      skipEquals();
    }
  }

  private void startChallenge(String word) {
    if (!separated && scheme != null) {
      problems.add("no comma between challenges");
    }
    close();
    boolean name = word.chars().allMatch(ChallengeParser::isTokenChar) && word.indexOf('.') < 0;
    if (!name) {
      problems.add("there is no scheme");
      token68 = word;
    }
    scheme = name ? word : "";
    separated = false;
    skipEquals();
  }

  private void token68(String word) {
    int start = at - word.length();
    skipEquals();
    token68 = text.substring(start, at);
    if (!word.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-._~+/".indexOf(c) >= 0)) {
      problems.add("the data after the scheme is no token68");
    }
  }

  private void skipEquals() {
    while (at < text.length() && text.charAt(at) == '=') {
      at++;
    }
  }

  private void close() {
    if (scheme != null) {
      found.add(new Challenge(scheme, token68, params));
    }
    scheme = null;
    token68 = null;
    params = new LinkedHashMap<>();
    openValueOf = null;
  }

  private static boolean isBlank(int c) {
    return c <= ' ' || c == NO_BREAK_SPACE;
  }

  private static boolean isSeparator(int c) {
    return c == ',' || c == ';';
  }

  /// As in `error_description`: lower case, unlike most of a token68.
  private static boolean isNameChar(int c) {
    return (c >= 'a' && c <= 'z') || c == '_';
  }

  private static boolean isTokenChar(int c) {
    return c > ' ' && c < 127 && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
  }

  /// The first index from `index` on that is no blank, at most the text's length.
  private static int blanksFrom(String text, int index) {
    int next = Math.min(index, text.length());
    while (next < text.length() && isBlank(text.charAt(next))) {
      next++;
    }
    return next;
  }
}
