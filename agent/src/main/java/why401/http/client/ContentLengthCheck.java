package why401.http.client;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Takes no body from a response whose length makes no sense (RFC 9112, 6.3). OkHttp reads a
/// negative `Content-Length` as a number, fails on it in the midst of reading, and again when it is
/// to close.
final class ContentLengthCheck {
  private ContentLengthCheck() {}

  /// Network interceptor.
  ///
  /// @throws MalformedLengthException with what came before the body
  static Response check(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (isNegative(response.header("Content-Length"))) {
      // What a network interceptor throws makes OkHttp close the connection.
      throw new MalformedLengthException(response.code(), response.headers());
    }
    return response;
  }

  private static boolean isNegative(@Nullable String length) {
    return length != null && length.strip().startsWith("-");
  }
}
