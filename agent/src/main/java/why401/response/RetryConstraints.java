package why401.response;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.http.HttpDate;
import why401.http.HttpResponse;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.response.statement.ParsedResponse;
import why401.response.statement.SentenceNormalizer;

/// Finds what forbids or delays another attempt.
final class RetryConstraints {

  private static final Pattern LOCK =
      Pattern.compile(
          "(?<!not )(?<!not been )\\b(?:locked(?:"
              + " out)?|lockout|blocked|captcha|suspended|banned|one more attempt|attempts?"
              + " (?:left|remaining)|(?:password|login) attempts exceeded|too many (?:\\w+"
              + " ){0,3}(?:attempts|log ?ins|failures))\\b");
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryConstraints() {}

  static Brakes in(ParsedResponse answer, List<Indication> claims) {
    HttpResponse response = answer.response();
    int status = response.status();
    boolean exhausted =
        (status == 403 || status == 429)
            && response.value("X-RateLimit-Remaining").strip().equals("0");
    boolean rate = status == 429 || exhausted || claimed(claims, Hint.RATE_LIMITED);
    boolean lock =
        claimed(claims, Hint.ACCOUNT_LOCKED)
            || !response.value("X-Authentication-Denied-Reason").isEmpty()
            || says(answer);
    return new Brakes(lock, rate, retryAfter(response));
  }

  private static boolean claimed(List<Indication> claims, Hint hint) {
    return claims.stream().anyMatch(indication -> indication.hint() == hint);
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
    Instant then = HttpDate.parse(value).orElse(null);
    Instant now = HttpDate.parse(response.value("Date")).orElse(null);
    return then == null || now == null || then.isBefore(now)
        ? null
        : shorter(Duration.between(now, then));
  }

  private static Duration shorter(Duration duration) {
    return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
  }
}
