package why401.diagnosis;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.challenge.Context;
import why401.challenge.Header;
import why401.challenge.Reader;
import why401.challenge.Reading;
import why401.challenge.Response;
import why401.token.EndpointResponse;
import why401.token.Fault;

/// Reads what a token endpoint or login form answered.
public final class Readings {
  private Readings() {}

  /// The reading of the answer in `fault`, or null if there was none.
  ///
  /// @param credentialType `type` of the credential: a login form answers otherwise than a token
  ///   endpoint
  public static @Nullable Reading of(Fault fault, String credentialType, Reader reader) {
    EndpointResponse response = fault.response();
    if (response == null) {
      return null;
    }
    List<Header> headers =
        response.headers().entrySet().stream()
            .flatMap(entry -> values(entry.getKey(), entry.getValue()))
            .toList();
    Context context =
        credentialType.equals("form-login")
            ? new Context(Context.Endpoint.LOGIN, Context.Sent.YES, null)
            : Context.tokenEndpoint();
    return reader.read(new Response(response.status(), headers, response.body(), context));
  }

  private static Stream<Header> values(String name, List<String> values) {
    return values.stream().map(value -> new Header(name, value));
  }
}
