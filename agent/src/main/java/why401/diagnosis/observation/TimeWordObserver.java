package why401.diagnosis.observation;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Formats;

/// Looks whether the answer to a request that has a time inside, such as a signature, a proof or a
/// `UsernameToken`, speaks of a time.
final class TimeWordObserver implements Observer {
  private static final String TIMES =
      "\\b(?:times?|timestamps?|clocks?|dates?|created|iat|nonce age)\\b";
  private static final String FAULTS =
      "\\b(?:check|fail\\w*|invalid|expired?|window|skew\\w*|differ\\w*|too|range|outside|drift|mismatch|not"
          + " within|stale|future|past|old|early|late)\\b";
  private static final String WORDS = "[^<>{}\"\\n]{0,50}";

  /// A time alone is no complaint: many error pages carry the time at which they were made.
  private static final Pattern TIME =
      Pattern.compile(
          "(?i)%3$s%1$s%3$s%2$s%3$s|%3$s%2$s%3$s%1$s%3$s|%3$s\\bskew(?:ed)?\\b%3$s"
              .formatted(TIMES, FAULTS, WORDS));

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    Instant signed = c.sent().representation().signedAt();
    if (signed == null) {
      return;
    }
    String said = c.exchange().body() + '\n' + String.join("\n", challenges(c));
    Matcher matcher = TIME.matcher(said);
    if (matcher.find()) {
      log.see(
          "time-words",
          "named",
          "sent",
          Formats.time(signed),
          "quote",
          ObservationLog.quoted(matcher.group().strip()));
    } else {
      log.see("time-words", "none");
    }
  }

  private static java.util.List<String> challenges(EvidenceView c) {
    return c.exchange().headers("WWW-Authenticate");
  }
}
