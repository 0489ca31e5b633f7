package why401.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import why401.api.Json;
import why401.server.security.RequestFilter;

/// Answers what never reaches a route (a bad request line, too large headers) with a problem that
/// names no product.
final class JettyErrorHandler extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    RequestFilter.HEADERS.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    response.write(
        true,
        ByteBuffer.wrap(body(status, "The request is malformed, too large, or cannot be served.")),
        callback);
    return true;
  }

  private static byte[] body(int status, String detail) {
    return Json.bytes(
        new ProblemDetails(
            org.eclipse.jetty.http.HttpStatus.getMessage(status), status, detail, null));
  }
}
