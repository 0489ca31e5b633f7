package why401.probe.okhttp;

import java.util.regex.Pattern;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.response.LoginPageDetector;
import why401.token.Credentials;

/// Classifies a response: accepted, refused or unexpected. This is where a 401 becomes a refusal.
final class OutcomeClassifier {
  private static final Pattern REFUSED_SIGNATURE =
      Pattern.compile(
          "\\b(ExpiredToken(Exception)?|InvalidToken|TokenRefreshRequired|RequestExpired"
              + "|(Invalid|Incomplete)Signature(Exception)?|UnrecognizedClientException"
              + "|InvalidClientTokenId|InvalidAccessKeyId|MissingAuthenticationToken(Exception)?"
              + "|AuthorizationHeaderMalformed)\\b");

  private final ResponseExpectation expectation = new ResponseExpectation();

  /// @param unfollowed why a redirect was not followed, empty if none was left
  Outcome classify(Probe probe, Exchange exchange, String unfollowed) {
    String mismatch = expectation.mismatch(probe.expect(), exchange, unfollowed);
    if (mismatch.isEmpty()) {
      return hasDefaultExpectation(probe) && sentToLogin(exchange)
          ? new Outcome.Refused(exchange, Outcome.Shape.LOGIN_REDIRECT)
          : new Outcome.Accepted(exchange);
    }
    if (refusesGrant(exchange)) {
      return new Outcome.Refused(exchange, Outcome.Shape.UNAUTHORIZED);
    }
    if (refusesSignature(exchange)) {
      return new Outcome.Refused(exchange, Outcome.Shape.FORBIDDEN);
    }
    return switch (exchange.status()) {
      case 401 -> new Outcome.Refused(exchange, Outcome.Shape.UNAUTHORIZED);
      case 407 -> new Outcome.Refused(exchange, Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED);
      case 403 ->
          exchange.sent().onFirstHop() || probe.tls().cert() != null
              ? new Outcome.Refused(exchange, Outcome.Shape.FORBIDDEN)
              : new Outcome.Unexpected(exchange, mismatch);
      default -> loginOrUnexpected(exchange, mismatch);
    };
  }

  /// Whether the probe has no `expect`: then a login page is not the expected response, whatever
  /// its status.
  private static boolean hasDefaultExpectation(Probe probe) {
    return probe.expect().isOfTimeOnly();
  }

  /// So a token endpoint or a login refuses (RFC 6749, 5.2).
  private static boolean refusesGrant(Exchange exchange) {
    String scheme = exchange.sent().scheme();
    int status = exchange.status();
    return exchange.sent().onFirstHop()
        && (status == 400 || status == 403 || status == 422)
        && (scheme.equals(Credentials.TOKEN_REQUEST) || scheme.equals(Credentials.LOGIN));
  }

  /// So services of AWS refuse a signature, and S3 a token that has expired: with 400. Who verifies
  /// message signatures asks for another (RFC 9421, 5).
  private static boolean refusesSignature(Exchange exchange) {
    return exchange.sent().onFirstHop()
        && exchange.status() == 400
        && exchange.sent().scheme().equals("signed")
        && (exchange.header("accept-signature").isPresent()
            || REFUSED_SIGNATURE.matcher(exchange.body()).find()
            || exchange
                .header("x-amzn-errortype")
                .filter(code -> REFUSED_SIGNATURE.matcher(code).find())
                .isPresent());
  }

  private static boolean sentToLogin(Exchange exchange) {
    return exchange.sent().onFirstHop() && !exchange.hops().isEmpty() && isLogin(exchange);
  }

  private static Outcome loginOrUnexpected(Exchange exchange, String mismatch) {
    boolean withCredential = exchange.sent().onFirstHop();
    if (!withCredential || exchange.status() >= 400 || !isLogin(exchange)) {
      return new Outcome.Unexpected(exchange, mismatch);
    }
    boolean redirected = RedirectPolicy.isRedirect(exchange.status()) || !exchange.hops().isEmpty();
    return new Outcome.Refused(
        exchange, redirected ? Outcome.Shape.LOGIN_REDIRECT : Outcome.Shape.LOGIN_PAGE);
  }

  private static boolean isLogin(Exchange exchange) {
    return LoginPageDetector.matches(exchange.response());
  }
}
