package why401.http;

import java.util.List;
import why401.response.statement.RequestContext;

/// One HTTP answer to read.
///
/// @param status the HTTP status code
/// @param headers all header lines, in order
/// @param body the decoded body or its beginning; at most [#BODY_LIMIT] characters are kept
/// @param context what is known about the request
public record HttpResponse(int status, List<Header> headers, String body, RequestContext context) {

  /// How many characters of a body are looked at.
  public static final int BODY_LIMIT = 64 * 1024;

  /// Copies the headers and cuts the body.
  public HttpResponse {
    headers = List.copyOf(headers);
    body = body.length() > BODY_LIMIT ? body.substring(0, BODY_LIMIT) : body;
  }

  /// All values of a header, in order.
  List<String> values(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /// The first value of a header, or the empty string.
  public String value(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return "";
  }
}
