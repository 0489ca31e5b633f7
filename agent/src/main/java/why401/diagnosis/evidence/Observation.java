package why401.diagnosis.evidence;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.http.HttpResponse;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.response.Interpretation;
import why401.response.ResponseInterpreter;
import why401.response.statement.RequestContext;
import why401.token.Credentials;
import why401.token.RenewalFailure;

/// How one request ended, and what its answer says about itself.
///
/// @param interpretation of the answer; null if it was accepted or there is none
public record Observation(Outcome outcome, @Nullable Interpretation interpretation) {
  /// Reads the answer in `outcome`, if it needs reading.
  public static Observation of(Outcome outcome, ResponseInterpreter interpreter) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> new Observation(accepted, null);
      case Outcome.Refused refused ->
          new Observation(refused, interpret(refused.exchange(), interpreter));
      case Outcome.Unexpected unexpected ->
          new Observation(unexpected, interpret(unexpected.exchange(), interpreter));
      case Outcome.Unreachable unreachable -> new Observation(unreachable, null);
      case Outcome.Withheld withheld -> new Observation(withheld, null);
    };
  }

  private static Interpretation interpret(Exchange exchange, ResponseInterpreter interpreter) {
    return interpreter.interpret(exchange.response(), context(exchange));
  }

  private static RequestContext context(Exchange exchange) {
    String scheme = exchange.sent().scheme();
    return switch (scheme) {
      case Credentials.TOKEN_REQUEST -> RequestContext.tokenEndpoint();
      case Credentials.LOGIN -> RequestContext.issuer("form-login");
      default ->
          exchange.sent().withCredential() && exchange.sent().onLastHop()
              ? RequestContext.resource(scheme)
              : RequestContext.anonymous();
    };
  }

  /// What the issuer's response to a failed renewal says; null without a response.
  ///
  /// @param credentialType `type` of the credential: a login form answers otherwise than a token
  ///   endpoint
  public static @Nullable Interpretation ofIssuer(
      RenewalFailure failure, String credentialType, ResponseInterpreter interpreter) {
    HttpResponse response = failure.response();
    return response == null
        ? null
        : interpreter.interpret(response, RequestContext.issuer(credentialType));
  }

  /// Whether the target answered as expected.
  public boolean accepted() {
    return outcome instanceof Outcome.Accepted;
  }

  /// Whether the target refused.
  public boolean refused() {
    return outcome instanceof Outcome.Refused;
  }

  /// HTTP status, 0 without an answer.
  public int status() {
    return exchange().map(Exchange::status).orElse(0);
  }

  /// The exchange, if there was an answer.
  public Optional<Exchange> exchange() {
    return switch (outcome) {
      case Outcome.Accepted accepted -> Optional.of(accepted.exchange());
      case Outcome.Refused refused -> Optional.of(refused.exchange());
      case Outcome.Unexpected unexpected -> Optional.of(unexpected.exchange());
      case Outcome.Unreachable unreachable -> Optional.empty();
      case Outcome.Withheld withheld -> Optional.empty();
    };
  }

  /// Requests that it took, with each redirect, and with the one that Digest begins with.
  public int requests() {
    return exchange().map(Observation::requests).orElse(1);
  }

  /// Requests that the exchange took.
  public static int requests(Exchange exchange) {
    boolean digest =
        exchange.sent().withCredential() && exchange.sent().scheme().equalsIgnoreCase("Digest");
    // A redirect that was not followed is the answer itself.
    int followed = exchange.hops().size() - (exchange.status() / 100 == 3 ? 1 : 0);
    return 1 + Math.max(0, followed) + (digest ? 1 : 0);
  }

  /// Whether the answer forbids or delays another attempt.
  public boolean brakes() {
    return status() == 429 || (interpretation != null && interpretation.retryConstraints().any());
  }

  /// Whether both answers say the same, but for what differs from answer to answer anyway.
  public boolean sameAs(Observation that) {
    return exchange().isPresent()
        && that.exchange().isPresent()
        && ResponseFingerprint.of(this).equals(ResponseFingerprint.of(that));
  }
}
