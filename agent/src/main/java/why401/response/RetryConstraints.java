package why401.response;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.http.HttpDate;
import why401.http.HttpResponse;
import why401.response.prose.ProseReading.Band;
import why401.response.statement.ParsedResponse;
import why401.response.statement.SentenceNormalizer;

/// What in the response forbids or delays another attempt.
///
/// @param lockAnnounced the response mentions a lock, block, CAPTCHA or last attempt: never verify
///   it by another login
/// @param rateLimited the response says that there were too many attempts or requests
/// @param retryAfter how long to wait at least, from `Retry-After` in seconds or as a date against
///   the response's own `Date`; null if absent
public record RetryConstraints(
    boolean lockAnnounced, boolean rateLimited, @Nullable Duration retryAfter) {

  private static final Pattern LOCK =
      Pattern.compile(
          "(?<!not )(?<!not been )\\b(?:locked(?:"
              + " out)?|lockout|blocked|captcha|suspended|banned|one more attempt|attempts?"
              + " (?:left|remaining)|(?:password|login) attempts exceeded|too many (?:\\w+"
              + " ){0,3}(?:attempts|log ?ins|failures))\\b");
  private static final Duration LONGEST = Duration.ofDays(1);

  /// Whether another attempt with the same credential must wait.
  public boolean any() {
    return lockAnnounced || rateLimited || retryAfter != null;
  }

  static RetryConstraints in(ParsedResponse answer, StatedReason reason) {
    HttpResponse response = answer.response();
    int status = response.status();
    boolean exhausted =
        (status == 403 || status == 429)
            && response.value("X-RateLimit-Remaining").strip().equals("0");
    boolean rate = status == 429 || exhausted || says(reason, Cause.RATE_LIMITED);
    boolean lock =
        says(reason, Cause.ACCOUNT_LOCKED)
            || !response.value("X-Authentication-Denied-Reason").isEmpty()
            || says(answer);
    return new RetryConstraints(lock, rate, retryAfter(response));
  }

  /// A needless constraint costs an experiment, a missing one an account.
  private static boolean says(StatedReason reason, Cause cause) {
    return reason.cause(Band.MID).filter(said -> said == cause).isPresent();
  }

  private static boolean says(ParsedResponse answer) {
    return answer.response().status() >= 400
        && answer.statements().stream()
            .flatMap(statement -> SentenceNormalizer.of(statement.text()).stream())
            .anyMatch(sentence -> LOCK.matcher(sentence).find());
  }

  private static @Nullable Duration retryAfter(HttpResponse response) {
    String value = response.value("Retry-After").strip();
    if (value.matches("[0-9]{1,9}")) {
      return shorter(Duration.ofSeconds(Long.parseLong(value)));
    }
    return HttpDate.parse(value)
        .flatMap(
            then ->
                HttpDate.parse(response.value("Date"))
                    .filter(now -> !then.isBefore(now))
                    .map(now -> shorter(Duration.between(now, then))))
        .orElse(null);
  }

  private static Duration shorter(Duration duration) {
    return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
  }
}
