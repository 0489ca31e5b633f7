package why401.response.statement;

import java.util.List;
import java.util.Set;
import why401.http.Challenges;
import why401.http.HttpResponse;

/// One response, taken apart.
///
/// @param response the response
/// @param challenges its challenges
/// @param statements what it says
/// @param inBandError what a response with status 200 says of itself
public record ParsedResponse(
    HttpResponse response,
    RequestContext context,
    Challenges challenges,
    List<Statement> statements,
    InBandError inBandError) {
  /// The registered ones, and those that frameworks and proxies invented for expired sessions and
  /// tokens.
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 407, 419, 440, 498, 499);

  public static ParsedResponse of(HttpResponse response, RequestContext context) {
    Challenges challenges = Challenges.in(response.headers());
    List<Statement> statements = StatementExtractor.of(response, challenges);
    return new ParsedResponse(
        response,
        context,
        challenges,
        statements,
        response.status() == 200 ? inBandError(response) : InBandError.NONE);
  }

  /// gRPC sends its status in a header or trailer and leaves that of HTTP at 200.
  private static InBandError inBandError(HttpResponse response) {
    return switch (response.value("grpc-status").strip()) {
      case "16" -> new InBandError(true, 401);
      case "7" -> new InBandError(true, 403);
      default -> InBandError.of(response.body());
    };
  }

  /// The status that the response means: a 200 whose body reports an error counts as that error's
  /// status.
  public int status() {
    return inBandError.status() > 0 ? inBandError.status() : response.status();
  }

  /// Whether the status itself is about authentication or authorization.
  public boolean refuses() {
    return REFUSALS.contains(status());
  }

  /// Whether a body that came with status 200 reports a failure.
  public boolean reportsFailure() {
    return inBandError.failed();
  }

  /// Whether the body is a SOAP fault, which comes with status 500 whatever the cause (SOAP 1.1,
  /// section 6.2).
  public boolean soapFault() {
    return response.body().contains("Envelope")
        && statements.stream().anyMatch(said -> said.field().equals("faultstring"));
  }
}
