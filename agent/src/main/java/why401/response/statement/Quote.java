package why401.response.statement;

import java.util.regex.Pattern;

/// Quotes an answer for a person, without what could be a secret: servers echo keys and tokens.
public final class Quote {

  private static final int LIMIT = 160;
  private static final Pattern LONG =
      Pattern.compile(
          "(?=[^\\s\"]{0,200}\\d)[A-Za-z0-9_+/=~.*-]{20,}|\\b(?:sk|pk|rk|key|ghp|gho|glpat|xox[a-z])[-_][^\\s\",]+");

  private Quote() {}

  public static String of(String text) {
    String masked = LONG.matcher(text.strip()).replaceAll("…");
    return masked.length() > LIMIT ? masked.substring(0, LIMIT) + "…" : masked;
  }
}
