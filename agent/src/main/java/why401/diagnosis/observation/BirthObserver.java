package why401.diagnosis.observation;

import java.time.Duration;
import java.time.Instant;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.evidence.ClockComparison;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Formats;

/// Compares when a token says that it was issued with when it was obtained: a provider whose clock
/// is behind, or that hands out an old token again, issues some that are over at once.
final class BirthObserver implements Observer {
  @Override
  public void look(EvidenceView c, ObservationLog log) {
    Instant obtained = c.sent().obtainedAt();
    if (obtained != null) {
      c.jwt().map(JwtFacts::times).ifPresent(times -> birth(times, obtained, log));
    }
    c.renewed().ifPresent(renewed -> fresh(renewed.fresh(), log));
  }

  private static void fresh(CredentialFacts fresh, ObservationLog log) {
    Instant obtained = fresh.obtainedAt();
    Instant issued = fresh.token() == null ? null : fresh.token().times().issuedAt();
    if (obtained != null && issued != null) {
      Duration age = Duration.between(issued, obtained);
      boolean near = age.abs().compareTo(ClockComparison.LEEWAY) <= 0;
      log.see(
          "fresh-birth",
          near ? "at-request" : age.isNegative() ? "after-request" : "before-request",
          "age",
          Formats.span(age.abs()));
    }
  }

  private static void birth(JwtFacts.Times times, Instant obtained, ObservationLog log) {
    Instant end = times.expiresAt();
    Instant begin = times.issuedAt();
    if (end != null && !end.isAfter(obtained)) {
      log.see(
          "token-birth", "born-over", "end", Formats.time(end), "obtained", Formats.time(obtained));
    } else if (begin != null) {
      Duration age = Duration.between(begin, obtained);
      log.either(
          "token-birth",
          age.compareTo(ClockComparison.LEEWAY) > 0,
          "before-request",
          "at-request",
          "age",
          Formats.span(age));
    }
  }
}
