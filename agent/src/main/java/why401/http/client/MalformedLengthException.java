package why401.http.client;

import java.net.ProtocolException;
import okhttp3.Headers;

/// The length of a response makes no sense; its body was not read.
public final class MalformedLengthException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Headers headers;

  MalformedLengthException(int status, Headers headers) {
    super("the length of the answer makes no sense");
    this.status = status;
    this.headers = headers;
  }

  public int status() {
    return status;
  }

  public Headers headers() {
    return headers;
  }
}
