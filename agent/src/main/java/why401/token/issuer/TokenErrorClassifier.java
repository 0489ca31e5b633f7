package why401.token.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Redactor;
import why401.http.HttpDate;
import why401.time.Durations;
import why401.token.RenewalFailure;
import why401.token.RenewalFailure.Reason;
import why401.token.issuer.TokenResult.Failed;
import why401.token.issuer.TokenResult.Kind;

/// Classifies the failures of token requests (renewal.md, 4).
public final class TokenErrorClassifier {
  private static final Set<String> PASSING =
      Set.of("temporarily_unavailable", "server_error", "slow_down");
  private static final Set<Integer> PASSING_STATUS = Set.of(404, 405, 408, 421, 425);
  private static final Set<Integer> GATEWAY_LOST_IT = Set.of(502, 504);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private TokenErrorClassifier() {}

  /// There was no response.
  public static Failed of(IssuerTransportException failure, Instant at) {
    Reason reason = failure.timedOut() ? Reason.TIMEOUT : Reason.UNREACHABLE;
    Kind kind = failure.written() ? Kind.AMBIGUOUS : Kind.TRANSIENT;
    return new Failed(RenewalFailure.of(at, reason, String.valueOf(failure.getMessage())), kind);
  }

  /// A response without a token.
  ///
  /// @param members the members of its JSON body, empty if it is none
  public static Failed of(
      IssuerResponse response, Map<String, Object> members, Redactor redactor, Instant at) {
    String error = redactor.code(members.get("error"));
    Reason reason = reason(response, error);
    Object description = members.get("error_description");
    String text =
        description instanceof String words
            ? redactor.description(words)
            : "status " + response.status() + (error == null ? ", no OAuth error" : "");
    RenewalFailure failure =
        new RenewalFailure(
            at,
            reason,
            response.status(),
            error,
            text,
            response.redacted(redactor),
            redactor.defect(),
            null);
    return new Failed(failure, kind(response, error), retryAfter(response, at));
  }

  private static Reason reason(IssuerResponse response, @Nullable String error) {
    int status = response.status();
    if (status == 429) {
      return Reason.RATE_LIMITED;
    }
    if (status >= 500 || (error != null && PASSING.contains(error))) {
      return Reason.SERVER_ERROR;
    }
    boolean refused = status == 401 || status == 403 || (status == 400 && error != null);
    return refused ? Reason.REJECTED : Reason.INVALID_RESPONSE;
  }

  private static Kind kind(IssuerResponse response, @Nullable String error) {
    int status = response.status();
    if (response.successful() || GATEWAY_LOST_IT.contains(status)) {
      return Kind.AMBIGUOUS;
    }
    if (status == 429 || status >= 500 || PASSING_STATUS.contains(status)) {
      return Kind.TRANSIENT;
    }
    if (error != null && PASSING.contains(error)) {
      return Kind.TRANSIENT;
    }
    if ("invalid_grant".equals(error)) {
      return Kind.GRANT_DEAD;
    }
    boolean refused = status == 401 || status == 403 || error != null;
    return refused ? Kind.REJECTED : Kind.TRANSIENT;
  }

  private static @Nullable Duration retryAfter(IssuerResponse response, Instant at) {
    String value = response.header("retry-after");
    if (value == null || value.length() > 40) {
      return null;
    }
    try {
      Duration asked =
          value.strip().chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(value.strip()))
              : Duration.between(at, HttpDate.parse(value).orElseThrow());
      return Durations.clamp(asked, Duration.ZERO, LONGEST_RETRY_AFTER);
    } catch (NumberFormatException | NoSuchElementException | ArithmeticException e) {
      return null;
    }
  }
}
