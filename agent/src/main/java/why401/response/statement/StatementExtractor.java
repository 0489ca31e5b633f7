package why401.response.statement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import why401.http.Challenge;
import why401.http.Challenges;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.http.SpnegoReply;
import why401.response.statement.Statement.Place;

/// Collects what an answer says, from the most to the least structured place.
final class StatementExtractor {

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

  /// The status line in words, who answered, and the labels of a login form: what a page has
  /// whatever the cause.
  private static final Pattern BOILERPLATE =
      Pattern.compile(
          "\\b(?:http(?:/[0-9.]+)?|status|error|code|message|40[01237]|unauthori[sz]ed|forbidden"
              + "|authori[sz]ation required|proxy authentication required|bad request"
              + "|user(?:[ -]?name)?|password|log[ -]?in|sign[ -]?in|e-?mail|remember me|submit"
              + "|(?:nginx|openresty|apache|caddy|envoy|haproxy|jetty|tengine|microsoft-iis)"
              + "(?:/[\\w.~-]+)?)\\b|[^\\p{L}]",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern STATUS = Pattern.compile("40[01237]");

  private StatementExtractor() {}

  static List<Statement> of(HttpResponse response, Challenges challenges) {
    List<Statement> all = new ArrayList<>();
    for (Challenge challenge : challenges.list()) {
      String token = challenge.is("Negotiate") ? challenge.token68() : null;
      Optional.ofNullable(token)
          .flatMap(SpnegoReply::error)
          .ifPresent(error -> all.add(new Statement(Place.CHALLENGE, "krb-error", error)));
      challenge.params().entrySet().stream()
          .filter(param -> !SILENT_PARAMS.contains(param.getKey()))
          .limit(PER_CHALLENGE)
          .forEach(
              param ->
                  all.add(new Statement(Place.CHALLENGE, param.getKey(), cut(param.getValue()))));
    }
    for (Header header : response.headers()) {
      if (TELLING_HEADER.matcher(header.name()).find()) {
        String text =
            header.value().indexOf(' ') < 0 ? header.value().replace('+', ' ') : header.value();
        all.add(new Statement(Place.HEADER, header.name().toLowerCase(Locale.ROOT), cut(text)));
      }
    }
    all.addAll(BodyReader.of(response.body()));
    return withinLimit(all);
  }

  /// Drops repetitions, what every page has, and what comes after the first few thousand
  /// characters.
  private static List<Statement> withinLimit(List<Statement> all) {
    List<Statement> kept = new ArrayList<>();
    int length = 0;
    for (Statement statement : new LinkedHashSet<>(all)) {
      if (isBoilerplate(statement.text())) {
        continue;
      }
      length += statement.text().length();
      if (length <= TOTAL_LIMIT) {
        kept.add(statement);
      }
    }
    return kept;
  }

  /// A number other than a status may be a product's code.
  private static boolean isBoilerplate(String text) {
    boolean words = text.codePoints().anyMatch(Character::isLetter);
    return (words || STATUS.matcher(text).matches())
        && BOILERPLATE.matcher(text).replaceAll("").isEmpty();
  }

  static String cut(String text) {
    return text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) : text;
  }
}
