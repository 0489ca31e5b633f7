package why401.response.statement;

import java.util.List;
import java.util.Set;
import why401.http.Challenges;
import why401.http.HttpResponse;

/// One answer, taken apart for the rules.
///
/// @param response the answer
/// @param challenges its challenges
/// @param statements what it says
/// @param failure what an answer with status 200 calls itself
public record ParsedResponse(
    HttpResponse response,
    RequestContext context,
    Challenges challenges,
    List<Statement> statements,
    InBandError.Failure failure) {
  /// The registered ones, and those that frameworks and proxies made up for expired sessions and
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
        response.status() == 200 ? failure(response) : InBandError.Failure.NONE);
  }

  /// gRPC tells its status in a header or trailer and leaves the one of HTTP at 200.
  private static InBandError.Failure failure(HttpResponse response) {
    return switch (response.value("grpc-status").strip()) {
      case "16" -> new InBandError.Failure(true, 401);
      case "7" -> new InBandError.Failure(true, 403);
      default -> InBandError.of(response.body());
    };
  }

  /// The status that the answer means: a refusal in the clothes of a 200 counts as what it says it
  /// is.
  public int status() {
    return failure.status() > 0 ? failure.status() : response.status();
  }

  /// Whether only the nonce of Digest is too old.
  public boolean staleDigest() {
    return challenges.list().stream()
        .anyMatch(
            challenge ->
                challenge.is("digest") && challenge.param("stale").equalsIgnoreCase("true"));
  }

  /// Whether the status itself is about authentication or authorization.
  public boolean refuses() {
    return REFUSALS.contains(status());
  }

  /// Whether a body that came with status 200 calls itself a failure.
  public boolean saysNo() {
    return failure.failed();
  }

  /// Whether the body is a SOAP fault, which comes with status 500 whatever the cause (SOAP 1.1,
  /// section 6.2).
  public boolean soapFault() {
    return response.body().contains("Envelope")
        && statements.stream().anyMatch(said -> said.field().equals("faultstring"));
  }
}
