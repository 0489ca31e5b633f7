package why401.diagnosis.observation;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.verdict.Formats;
import why401.http.HttpResponse;
import why401.response.Interpretation;
import why401.response.code.CodeMeaning;
import why401.response.code.ErrorCodes;
import why401.response.prose.ProseReading.Band;
import why401.token.RenewalFailure;
import why401.token.SecretComparison;

/// Looks at why there was nothing usable to send.
final class WithheldObserver {
  private static final Pattern EMPTY = Pattern.compile("(?i)\\bempty\\b|\\bblank\\b");

  /// The client is to prove itself in another way.
  private static final Pattern OTHER_METHOD =
      Pattern.compile("(?i)client_assertion|auth\\w* method|client_secret_(basic|post|jwt)");

  private static final Optional<CodeMeaning> CLOCK = Optional.of(CodeMeaning.NOT_YET_VALID);

  private WithheldObserver() {}

  static void look(Evidence evidence, Symptom.Withheld symptom, ObservationLog log) {
    RenewalFailure failure = symptom.outcome().failure();
    String type = evidence.background().context().credentialType();
    log.see("grant", grant(type));
    ProviderObserver.provider(evidence.background().issuer(), log);
    log.see(
        "renewal-failure",
        filtered(failure, log) ? "blocked" : value(failure, symptom.interpretation()),
        "what",
        failure.description(),
        "status",
        failure.status() == 0 ? "without a status" : String.valueOf(failure.status()),
        "code",
        code(failure));
    defect(failure.damage(), log);
    past(failure.past(), log);
    if (failure.reason() == RenewalFailure.Reason.REJECTED
        || failure.detail() == RenewalFailure.Detail.GRANT_DEAD) {
      said(failure, symptom.interpretation(), log);
    }
  }

  private static boolean filtered(RenewalFailure failure, ObservationLog log) {
    HttpResponse response = failure.response();
    return response != null
        && SignObserver.filter(response.body(), response.values("cf-mitigated"), log);
  }

  private static void said(
      RenewalFailure failure, @Nullable Interpretation said, ObservationLog log) {
    String text = failure.description();
    if ("invalid_client".equals(failure.error()) && OTHER_METHOD.matcher(text).find()) {
      log.see("stated", "other-scheme", "code", code(failure));
    } else if (said == null || said.reason().code() == null) {
      Optional<CodeMeaning> registered = registered(failure.error());
      if (registered.isPresent()) {
        log.see("stated", registered.get().label(), "code", code(failure));
      } else if (said != null) {
        WordObserver.read(said, true, log);
      }
    } else {
      WordObserver.read(said, true, log);
    }
  }

  /// What the code means that was taken from an answer which is not at hand.
  private static Optional<CodeMeaning> registered(@Nullable String error) {
    return Optional.ofNullable(error).flatMap(ErrorCodes::registered);
  }

  private static String code(RenewalFailure failure) {
    String said =
        failure.description().isBlank() ? "" : ", " + ObservationLog.quoted(failure.description());
    return (failure.error() == null ? failure.status() : "'" + Formats.name(failure.error()) + "'")
        + said;
  }

  private static String value(RenewalFailure failure, @Nullable Interpretation said) {
    return switch (failure.detail()) {
      case ANSWER_LOST -> "answer-lost";
      case UNUSABLE_TOKEN -> "unusable-token";
      case GRANT_DEAD -> "rejected";
      case NOT_FOR_REQUEST -> "not-for-request";
      // No run is diagnosed for it.
      case CLUSTER -> "held-back";
      case NONE -> byReason(failure, said);
    };
  }

  private static String byReason(RenewalFailure failure, @Nullable Interpretation said) {
    return switch (failure.reason()) {
      case SECRET_UNAVAILABLE ->
          EMPTY.matcher(failure.description()).find() ? "secret-empty" : "secret-absent";
      case MALFORMED -> "secret-unfit";
      case UNREACHABLE -> "unreachable";
      case TIMEOUT -> "timeout";
      case SERVER_ERROR -> "server-error";
      case INVALID_RESPONSE -> "no-token";
      case RATE_LIMITED -> "limited";
      case REJECTED ->
          "KDC_ERR_S_PRINCIPAL_UNKNOWN".equals(failure.error())
              ? "no-service-ticket"
              : names(said, Cause.CLOCK_SKEW) || registered(failure.error()).equals(CLOCK)
                  ? "clock-named"
                  : "rejected";
      case ACCOUNT_PROTECTION -> "held-back";
      // At shutdown nothing is diagnosed.
      case SHUTDOWN -> "rejected";
      case PROXY_PROTECTION -> "proxy-refused";
    };
  }

  private static boolean names(@Nullable Interpretation said, Cause cause) {
    return said != null && said.reason().cause(Band.HIGH).filter(one -> one == cause).isPresent();
  }

  static String grant(String type) {
    return switch (type) {
      case "client-credentials" -> "client-credentials";
      case "password" -> "password";
      case "negotiate" -> "ticket";
      case "refresh-token" -> "refresh-token";
      case "jwt-bearer", "token-exchange", "sigv4" -> "assertion";
      case "form-login", "json-login" -> "login-form";
      default -> "static";
    };
  }

  private static void defect(@Nullable SecretDefect defect, ObservationLog log) {
    Optional.ofNullable(defect)
        .ifPresent(seen -> log.see("defect", SecretObserver.value(seen), "what", seen.words()));
  }

  private static void past(@Nullable SecretComparison past, ObservationLog log) {
    if (past != null) {
      log.either(
          "history",
          past.same(),
          "accepted-with-same",
          "accepted-with-older",
          "time",
          Formats.time(past.acceptedAt()));
    }
  }
}
