package why401.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.response.statement.RequestContext;

class RetryConstraintsTest {

  private static RetryConstraints constraints(int status, String body, Header... headers) {
    return new ResponseInterpreter()
        .interpret(
            new HttpResponse(status, List.of(headers), body), RequestContext.resource("basic"))
        .retryConstraints();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your account is locked.",
        "You have one more attempt before your account is locked.",
        "Sign-in was blocked",
        "CAPTCHA required",
        "Password attempts exceeded",
        "2 attempts remaining",
        "Too many failed login attempts"
      })
  void stopWords_announceALock(String text) {
    assertThat(constraints(401, text).lockAnnounced()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Invalid user name or password", "Unauthorized"})
  void otherWords_announceNone(String text) {
    assertThat(constraints(401, text)).isEqualTo(new RetryConstraints(false, false, null));
  }

  @Test
  void deniedReasonOfJira_announcesALock() {
    assertThat(
            constraints(
                    403,
                    "",
                    new Header("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=x"))
                .lockAnnounced())
        .isTrue();
  }

  @Test
  void exhaustedRateLimit_isRateLimited() {
    assertThat(constraints(403, "", new Header("x-ratelimit-remaining", "0")).rateLimited())
        .isTrue();
    assertThat(constraints(403, "", new Header("x-ratelimit-remaining", "10")).rateLimited())
        .isFalse();
  }

  @Test
  void retryAfterInSeconds_isRead() {
    assertThat(constraints(429, "", new Header("Retry-After", "120")))
        .isEqualTo(new RetryConstraints(false, true, Duration.ofMinutes(2)));
  }

  @Test
  void retryAfterAsDate_isMeasuredByTheResponsesOwnClock() {
    Header date = new Header("Date", "Tue, 24 Nov 2026 10:00:00 GMT");
    Header retry = new Header("Retry-After", "Tue, 24 Nov 2026 10:15:00 GMT");
    assertThat(constraints(503, "", date, retry).retryAfter()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void absurdRetryAfter_isCutToADay() {
    assertThat(constraints(429, "", new Header("Retry-After", "999999999")).retryAfter())
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void unreadableRetryAfter_isIgnored() {
    assertThat(constraints(429, "", new Header("Retry-After", "soon")).retryAfter()).isNull();
  }
}
