package why401.response.statement;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Brings words into one form: `TokenExpiredError`, `token_expired` and "Token expired." become
/// `token expired error`, `token expired` and `token expired`.
public final class SentenceNormalizer {

  private static final Pattern CAMEL =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final Pattern NOT =
      Pattern.compile(
          "(?<![a-z])(ca|wo|is|are|was|were|do|does|did|has|have|had|could|should|would|must)n['’]?t(?![a-z])");
  private static final Pattern QUOTES = Pattern.compile("[\"'`’‘“”()\\[\\]{}<>*\\\\]+");
  private static final String STATE =
      "(?:expired|invalid|revoked|missing|malformed|wrong|bad|disabled|locked|inactive|incorrect|unknown)";

  /// Of two states, either.
  private static final Pattern SLASH =
      Pattern.compile(
          "\\band/or\\b|(?<=[a-z]) / (?=[a-z])|(?<=\\b"
              + STATE
              + ") ?/ ?(?=(?:or |not )?"
              + STATE
              + "\\b)");

  private static final Pattern JOINTS = Pattern.compile("[_/|=:#-]+|(?<=\\w)\\.(?=[a-z])");
  private static final Pattern BREAK = Pattern.compile("[.!?;\\r\\n]+(?:\\s+|$)");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private SentenceNormalizer() {}

  public static List<String> of(String text) {
    String plain =
        CAMEL.matcher(text.replace("OAuth", "Oauth")).replaceAll(" ").toLowerCase(Locale.ROOT);
    plain =
        NOT.matcher(plain.replace("cannot", "can not"))
            .replaceAll("$1 not")
            .replace("ca not", "can not");
    plain = SLASH.matcher(plain).replaceAll(" or ");
    plain = JOINTS.matcher(QUOTES.matcher(plain).replaceAll("")).replaceAll(" ");
    return BREAK
        .splitAsStream(plain)
        .map(part -> BLANKS.matcher(part).replaceAll(" ").strip())
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }
}
