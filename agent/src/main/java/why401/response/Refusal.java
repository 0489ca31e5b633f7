package why401.response;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import why401.cause.Cause;
import why401.response.prose.ProseReading.Band;
import why401.response.statement.ParsedResponse;
import why401.response.statement.RequestContext.Endpoint;
import why401.response.statement.SentenceNormalizer;

/// Decides whether a response refuses authentication or authorization. Most responses with other
/// statuses than 401 and 403 are about something else, and the model of prose has learned from
/// refusals only, so that their words count only if they speak of authentication at all.
final class Refusal {

  private static final Pattern SUBJECT =
      Pattern.compile(
          "\\b(?:auth\\w*|unauth\\w*|tokens?|jw[kt]s?|bearer|credentials?|sessions?|signatures?|(?:api|access|secret|signing|subscription)"
              + " ?keys?|apikeys?|app ?(?:key|id|secret)|passwords?|passphrase|log ?in|sign"
              + " ?in|scopes?|permissions?|audience|issuer|exp|nbf|nonce|timestamp|csrf|lockout|(?:accounts?|users?|clients?)"
              + " (?:\\w+ ){0,2}(?:locked|disabled|suspended|blocked))\\b");

  /// Causes that the response of a failing server may state.
  private static final Set<Cause> FAILS_BY =
      EnumSet.of(Cause.IDENTITY_PROVIDER_UNAVAILABLE, Cause.TOKEN_EXPIRED, Cause.TOKEN_REVOKED);

  private final ParsedResponse response;
  private final StatedReason reason;

  private Refusal(ParsedResponse response, StatedReason reason) {
    this.response = response;
    this.reason = reason;
  }

  static boolean in(ParsedResponse response, StatedReason reason) {
    Refusal refusal = new Refusal(response, reason);
    return LoginPageDetector.matches(response.response())
        || response.refuses()
        || (response.context().endpoint() == Endpoint.RESOURCE
            ? refusal.ofResource()
            : refusal.ofIssuer());
  }

  private boolean ofResource() {
    return switch (response.response().status()) {
      case 200 -> response.reportsFailure() && speaks(Band.MID);
      case 400, 422 -> !response.challenges().list().isEmpty() || speaks(Band.HIGH);
      case 402, 406, 412, 418, 420, 423, 424, 428, 451 -> speaks(Band.HIGH);
      case 429 -> speaks(Band.HIGH) && !says(Cause.RATE_LIMITED);
      case 500, 502, 503, 504 ->
          response.soapFault()
              ? speaks(Band.MID)
              : speaks(Band.HIGH) && FAILS_BY.stream().anyMatch(this::says);
      default -> false;
    };
  }

  private boolean ofIssuer() {
    int status = response.response().status();
    return status >= 400
        || (status == 200
            && (response.reportsFailure()
                || response.statements().stream().anyMatch(said -> said.field().equals("error"))));
  }

  private boolean speaks(Band least) {
    boolean code = reason.code() != null;
    return code
        || (reason.prose().band().atLeast(least)
            && response.statements().stream()
                .flatMap(statement -> SentenceNormalizer.of(statement.text()).stream())
                .anyMatch(sentence -> SUBJECT.matcher(sentence).find()));
  }

  private boolean says(Cause cause) {
    return reason.cause(Band.MID).filter(said -> said == cause).isPresent();
  }
}
