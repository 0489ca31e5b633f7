package why401.http;

import java.util.List;
import java.util.Optional;

/// One HTTP response as received.
///
/// @param status the HTTP status code
/// @param headers all header lines, in order
/// @param body the decoded body or its beginning; at most [#BODY_LIMIT] characters are kept
public record HttpResponse(int status, List<Header> headers, String body) {

  /// How many characters of a body are kept.
  public static final int BODY_LIMIT = 64 * 1024;

  /// Copies the headers and cuts the body.
  public HttpResponse {
    headers = List.copyOf(headers);
    body = body.length() > BODY_LIMIT ? body.substring(0, BODY_LIMIT) : body;
  }

  /// All values of the header `name`, in order, without regard to case.
  public List<String> values(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /// The first value of the header `name`, without regard to case.
  public Optional<String> header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  /// The first value of the header `name`, or the empty string.
  public String value(String name) {
    return header(name).orElse("");
  }

  /// The same response with another body.
  public HttpResponse withBody(String text) {
    return new HttpResponse(status, headers, text);
  }
}
