package why401.response.prose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import why401.challenge.Challenge;
import why401.challenge.Challenges;
import why401.challenge.Header;
import why401.challenge.Response;

/// Collects the texts of a response: of its challenges, of the headers that carry an error message
/// and of its body.
final class Passages {

  private static final int TEXT_LIMIT = 600;
  private static final int TOTAL_LIMIT = 3000;
  private static final Set<String> SPOKEN_PARAMS = Set.of("realm", "error", "error_description");
  private static final Pattern MESSAGE_HEADER =
      Pattern.compile(
          "error|reason|message|diagnostic|fail|deni|status|locked|deactivated",
          Pattern.CASE_INSENSITIVE);

  private Passages() {}

  static List<Passage> of(Response response) {
    List<Passage> all = new ArrayList<>();
    for (Challenge challenge : Challenges.in(response.headers()).list()) {
      challenge
          .params()
          .forEach(
              (name, value) -> {
                if (SPOKEN_PARAMS.contains(name)) {
                  all.add(new Passage(name, cut(value)));
                }
              });
    }
    for (Header header : response.headers()) {
      if (MESSAGE_HEADER.matcher(header.name()).find()) {
        all.add(new Passage(header.name().toLowerCase(Locale.ROOT), cut(header.value())));
      }
    }
    all.addAll(BodyText.of(response.body()));
    return withinLimit(all);
  }

  /// Drops repetitions and what comes after the first few thousand characters.
  private static List<Passage> withinLimit(List<Passage> all) {
    List<Passage> kept = new ArrayList<>();
    int length = 0;
    for (Passage passage : new LinkedHashSet<>(all)) {
      length += passage.text().length();
      if (length <= TOTAL_LIMIT) {
        kept.add(passage);
      }
    }
    return kept;
  }

  static String cut(String text) {
    return text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) : text;
  }
}
