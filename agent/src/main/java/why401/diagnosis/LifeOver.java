package why401.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.challenge.Claim;
import why401.challenge.Hint;
import why401.diagnosis.Finding.From;

/// The token's life was over, and the clocks agree about it.
final class LifeOver implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean other = c.reading().named().isPresent() && c.named(Hint.TOKEN_EXPIRED).isEmpty();
    if (other || c.arrivalDoubted()) {
      return Optional.empty();
    }
    Optional<Claim> named = c.named(Hint.TOKEN_EXPIRED);
    Instant end = c.sent().expiresAt();
    Instant now = ClockLook.at(c.exchange(), c.sent()).targetNow();
    if (end != null && !end.isAfter(now) && !(named.isEmpty() && outlived(c, end))) {
      boolean fresh = c.renewed().filter(renewed -> renewed.observation().accepted()).isPresent();
      boolean longAgo = Duration.between(end, now).compareTo(ClockLook.LEEWAY) > 0;
      // Who is told 403 may have been known in spite of it (RFC 9110, 15.5.4).
      boolean told = c.exchange().status() != 403 && c.jwt().isPresent() && longAgo;
      boolean sure = told || named.isPresent() || fresh || c.inactive();
      return Draft.of(Cause.TOKEN_EXPIRED, sure)
          .because(
              From.TOKEN,
              "The token ended at %s, %s before the target judged it."
                  .formatted(Words.time(end), Words.span(Duration.between(end, now))))
          .told();
    }
    return named.flatMap(claim -> saidOnly(c, claim, end));
  }

  /// Whether the target accepted it after its end: then it does not look at it.
  private static boolean outlived(Case c, Instant end) {
    LastGood good = c.lastGood();
    return good != null
        && c.sameSecretWorked()
        && Duration.between(end, good.at()).compareTo(ClockLook.LEEWAY) > 0;
  }

  /// The target calls it expired; what we know of it does not.
  private static Optional<Draft> saidOnly(Case c, Claim claim, @Nullable Instant end) {
    if (c.doubtful()) {
      return Optional.empty();
    }
    String says = Sentence.of("Its answer decides: " + claim.why());
    if (end == null) {
      return Draft.certain(Cause.TOKEN_EXPIRED).because(From.RESPONSE, says).told();
    }
    boolean fresh = c.renewed().filter(renewed -> renewed.observation().accepted()).isPresent();
    boolean freshToo = c.renewed().filter(renewed -> renewed.observation().refused()).isPresent();
    String own = "By its own claims the token lives until %s.".formatted(Words.time(end));
    return freshToo
        ? Draft.likely(Cause.CLOCK_SKEW)
            .because(From.RESPONSE, says + " Of a fresh token as well.")
            .because(From.TOKEN, own)
            .told()
        : Draft.of(Cause.TOKEN_EXPIRED, fresh)
            .because(From.RESPONSE, says)
            .because(From.TOKEN, own + " The target counts otherwise.")
            .told();
  }
}
