package why401.token.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;
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
  private static final Set<String> DEAD =
      Set.of(
          "invalid_grant",
          "invalid_refresh_token",
          "refresh_token_expired",
          "refresh_token_revoked",
          "expired_token",
          "token_expired");
  private static final Set<String> OF_CLIENT = Set.of("invalid_client", "unauthorized_client");
  private static final Pattern CLIENT_WORDS =
      Pattern.compile("(?i)\\bclient[ _-]?(?:secret|credentials?|authentication|assertion)\\b");
  private static final Set<String> EARLY = Set.of("too_early", "token_not_expired");
  private static final Pattern EARLY_WORDS =
      Pattern.compile(
          "(?i)\\btoo (?:early|soon) to (?:refresh|renew)"
              + "|\\b(?:access )?token (?:has not|is not|hasn't|isn't)(?: yet)? expired"
              + "|\\baccess token is still valid\\b");
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
    Object description = members.get("error_description");
    String text =
        description instanceof String words
            ? redactor.description(words)
            : "status " + response.status() + (error == null ? ", no OAuth error" : "");
    Kind kind = kind(response, error, text);
    Reason reason = kind == Kind.TOO_EARLY ? Reason.RATE_LIMITED : reason(response, error);
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
    return new Failed(failure, kind, retryAfter(response, at));
  }

  private static Reason reason(IssuerResponse response, @Nullable String error) {
    int status = response.status();
    if (status == 429) {
      return Reason.RATE_LIMITED;
    }
    if (status >= 500 || (error != null && PASSING.contains(error))) {
      return Reason.SERVER_ERROR;
    }
    boolean named = error != null && (status == 400 || response.successful());
    boolean refused = status == 401 || status == 403 || named;
    return refused ? Reason.REJECTED : Reason.INVALID_RESPONSE;
  }

  /// Whether `failed` is about the client and not about its grant.
  public static boolean refusesClient(Failed failed) {
    String error = failed.failure().error();
    int status = failed.failure().status();
    return error == null ? status == 401 : OF_CLIENT.contains(error);
  }

  /// Whether an `invalid_grant` is said of the client all the same.
  public static boolean namesClient(Failed failed) {
    return CLIENT_WORDS.matcher(failed.failure().description()).find();
  }

  private static Kind kind(IssuerResponse response, @Nullable String error, String text) {
    int status = response.status();
    if (mayBeServed(response, error)) {
      return Kind.AMBIGUOUS;
    }
    if (status == 429 || status >= 500 || PASSING_STATUS.contains(status)) {
      return early(error, text) ? Kind.TOO_EARLY : Kind.TRANSIENT;
    }
    if (error == null) {
      return status == 401 || status == 403 ? Kind.REJECTED : Kind.TRANSIENT;
    }
    if (PASSING.contains(error)) {
      return Kind.TRANSIENT;
    }
    if (early(error, text)) {
      return Kind.TOO_EARLY;
    }
    return DEAD.contains(error) ? Kind.GRANT_DEAD : Kind.REJECTED;
  }

  /// Behind any 5xx the work may be done: a gateway that gives up does not stop it. A 503 that says
  /// when to come back is one that turned the request away; so is a success that names an error.
  private static boolean mayBeServed(IssuerResponse response, @Nullable String error) {
    boolean turnedAway = response.status() == 503 && response.header("retry-after") != null;
    return response.status() >= 500 ? !turnedAway : response.successful() && error == null;
  }

  private static boolean early(@Nullable String error, String text) {
    return error != null && (EARLY.contains(error) || EARLY_WORDS.matcher(text).find());
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
