package why401.response.statement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import why401.http.Challenge;
import why401.http.Challenges;
import why401.http.Header;
import why401.http.HttpResponse;

/// One thing that a response says: a challenge parameter, a header about an error, a field or a
/// piece of text of the body.
///
/// @param place where it was found
/// @param field the parameter's, header's or field's name in lower case; empty for text
/// @param text what it says, as received, bounded in length
public record Statement(Place place, String field, String text) {
  private static final int PER_CHALLENGE = 12;
  private static final int TEXT_LIMIT = 600;
  private static final int TOTAL_LIMIT = 3000;
  private static final Set<String> SILENT_PARAMS =
      Set.of(
          "realm",
          "nonce",
          "opaque",
          "qop",
          "algorithm",
          "algs",
          "charset",
          "stale",
          "domain",
          "error_uri",
          "resource_metadata",
          "scope");
  private static final Pattern TELLING_HEADER =
      Pattern.compile(
          "error|reason|diagnostic|fail|deni|auth-status|auth-message|sso",
          Pattern.CASE_INSENSITIVE);

  public enum Place {
    CHALLENGE,
    HEADER,
    FIELD,
    /// A short plain text, which is all that the body says.
    TEXT,
    /// A page for people: its words are often generic and never name a cause.
    PAGE
  }

  /// Cuts a long text.
  public Statement {
    text = cut(text);
  }

  static String cut(String text) {
    return text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) : text;
  }

  public boolean numeric() {
    return !text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
  }

  /// What a response says, from the most to the least structured place.
  static List<Statement> in(HttpResponse response, Challenges challenges) {
    List<Statement> all = new ArrayList<>();
    for (Challenge challenge : challenges.list()) {
      challenge.params().entrySet().stream()
          .filter(param -> !SILENT_PARAMS.contains(param.getKey()))
          .limit(PER_CHALLENGE)
          .forEach(
              param -> all.add(new Statement(Place.CHALLENGE, param.getKey(), param.getValue())));
    }
    for (Header header : response.headers()) {
      if (TELLING_HEADER.matcher(header.name()).find()) {
        String text =
            header.value().indexOf(' ') < 0 ? header.value().replace('+', ' ') : header.value();
        all.add(new Statement(Place.HEADER, header.name().toLowerCase(Locale.ROOT), text));
      }
    }
    all.addAll(BodyReader.of(response.body()));
    return withinLimit(all);
  }

  /// Drops repetitions and what comes after the first few thousand characters.
  private static List<Statement> withinLimit(List<Statement> all) {
    List<Statement> kept = new ArrayList<>();
    int length = 0;
    for (Statement statement : new LinkedHashSet<>(all)) {
      length += statement.text().length();
      if (length <= TOTAL_LIMIT) {
        kept.add(statement);
      }
    }
    return kept;
  }
}
