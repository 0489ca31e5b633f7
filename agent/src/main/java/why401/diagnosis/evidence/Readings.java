package why401.diagnosis.evidence;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.response.Interpretation;
import why401.response.ResponseInterpreter;
import why401.response.statement.RequestContext;
import why401.token.RenewalFailure;
import why401.token.issuer.EndpointResponse;

/// Reads what a token endpoint or login form answered.
public final class Readings {
  private Readings() {}

  /// The reading of the answer in `fault`, or null if there was none.
  ///
  /// @param credentialType `type` of the credential: a login form answers otherwise than a token
  ///   endpoint
  public static @Nullable Interpretation of(
      RenewalFailure failure, String credentialType, ResponseInterpreter reader) {
    EndpointResponse response = failure.response();
    if (response == null) {
      return null;
    }
    List<Header> headers =
        response.headers().entrySet().stream()
            .flatMap(entry -> values(entry.getKey(), entry.getValue()))
            .toList();
    RequestContext context =
        credentialType.equals("form-login")
            ? new RequestContext(RequestContext.Endpoint.LOGIN, RequestContext.Sent.YES, null)
            : RequestContext.tokenEndpoint();
    return reader.read(new HttpResponse(response.status(), headers, response.body(), context));
  }

  private static Stream<Header> values(String name, List<String> values) {
    return values.stream().map(value -> new Header(name, value));
  }
}
