package why401.diagnosis;

import java.util.List;
import java.util.Map;
import why401.token.EndpointResponse;
import why401.token.Fault;

/// Refusals of token endpoints.
final class Faults {
  private Faults() {}

  static Fault rejected(int status, String error, String description) {
    String body = "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description);
    return new Fault(
        A.NOON,
        Fault.Reason.REJECTED,
        status,
        error,
        description,
        new EndpointResponse(status, Map.of("content-type", List.of("application/json")), body));
  }
}
