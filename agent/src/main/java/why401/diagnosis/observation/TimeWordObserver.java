package why401.diagnosis.observation;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Formats;

/// Looks whether the answer to a request that has a time inside, such as a signature, a proof or a
/// `UsernameToken`, speaks of a time.
final class TimeWordObserver implements Observer {
  private static final Pattern TIME =
      Pattern.compile(
          "(?i)[^<>{}\"\\n]{0,60}\\b(?:time(?:s|stamp|stamps)?|clock|date|created|skew(?:ed)?|too"
              + " (?:old|early|late)|stale|future|nonce age|iat)\\b[^<>{}\"\\n]{0,60}");

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
