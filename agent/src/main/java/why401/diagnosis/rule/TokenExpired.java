package why401.diagnosis.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.diagnosis.evidence.ClockComparison;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;
import why401.diagnosis.verdict.Sentence;
import why401.response.statement.Hint;
import why401.response.statement.Indication;

/// The token's life was over, and the clocks agree about it.
final class TokenExpired implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean other = c.interpretation().named().isPresent() && c.named(Hint.TOKEN_EXPIRED).isEmpty();
    if (other || c.deliveryUncertain()) {
      return Optional.empty();
    }
    Optional<Indication> named = c.named(Hint.TOKEN_EXPIRED);
    Instant end = c.sent().expiresAt();
    Instant now = ClockComparison.at(c.exchange(), c.sent()).targetNow();
    if (end != null && !end.isAfter(now) && !(named.isEmpty() && outlived(c, end))) {
      boolean fresh = c.renewed().filter(renewed -> renewed.observation().accepted()).isPresent();
      boolean longAgo = Duration.between(end, now).compareTo(ClockComparison.LEEWAY) > 0;
      // Who is told 403 may have been known in spite of it (RFC 9110, 15.5.4).
      boolean told = c.exchange().status() != 403 && c.jwt().isPresent() && longAgo;
      boolean sure = told || named.isPresent() || fresh || c.inactive();
      return Hypothesis.of(Cause.TOKEN_EXPIRED, sure)
          .because(
              From.TOKEN,
              "The token ended at %s, %s before the target judged it."
                  .formatted(Formats.time(end), Formats.span(Duration.between(end, now))))
          .told();
    }
    return named.flatMap(indication -> saidOnly(c, indication, end));
  }

  /// Whether the target accepted it after its end: then it does not look at it.
  private static boolean outlived(EvidenceView c, Instant end) {
    LastAccepted accepted = c.lastAccepted();
    return accepted != null
        && c.sameSecretWorked()
        && Duration.between(end, accepted.at()).compareTo(ClockComparison.LEEWAY) > 0;
  }

  /// The target calls it expired; what we know of it does not.
  private static Optional<Hypothesis> saidOnly(
      EvidenceView c, Indication indication, @Nullable Instant end) {
    if (Feasibility.unconfirmed(c)) {
      return Optional.empty();
    }
    String says = Sentence.of("Its answer decides: " + indication.why());
    if (end == null) {
      return Hypothesis.certain(Cause.TOKEN_EXPIRED).because(From.RESPONSE, says).told();
    }
    boolean fresh = c.renewed().filter(renewed -> renewed.observation().accepted()).isPresent();
    boolean freshToo = c.renewed().filter(renewed -> renewed.observation().refused()).isPresent();
    String own = "By its own claims the token lives until %s.".formatted(Formats.time(end));
    return freshToo
        ? Hypothesis.likely(Cause.CLOCK_SKEW)
            .because(From.RESPONSE, says + " Of a fresh token as well.")
            .because(From.TOKEN, own)
            .told()
        : Hypothesis.of(Cause.TOKEN_EXPIRED, fresh)
            .because(From.RESPONSE, says)
            .because(From.TOKEN, own + " The target counts otherwise.")
            .told();
  }
}
