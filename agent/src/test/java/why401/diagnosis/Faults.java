package why401.diagnosis;

import java.util.List;
import java.util.Map;
import why401.token.RenewalFailure;
import why401.token.issuer.EndpointResponse;

/// Refusals of token endpoints.
public final class Faults {
  private Faults() {}

  public static RenewalFailure rejected(int status, String error, String description) {
    String body = "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description);
    return new RenewalFailure(
        A.NOON,
        RenewalFailure.Reason.REJECTED,
        status,
        error,
        description,
        new EndpointResponse(status, Map.of("content-type", List.of("application/json")), body));
  }
}
