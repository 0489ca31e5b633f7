package why401.diagnosis;

import java.util.List;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.token.RenewalFailure;

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
        new HttpResponse(status, List.of(new Header("content-type", "application/json")), body));
  }
}
