package why401.transport;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/// Keeps OkHttp from repeating a request by itself: it does so for 503 with `Retry-After: 0`,
/// whatever its settings say. The header is hidden from it and put back by [#restored].
public final class NoSecondAttempt implements Interceptor {
  private static final String HIDDEN = "X-Why401-Retry-After";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String retryAfter = response.header("Retry-After");
    if (retryAfter == null) {
      return response;
    }
    return response.newBuilder().removeHeader("Retry-After").addHeader(HIDDEN, retryAfter).build();
  }

  /// The name under which the peer sent the header `name`.
  public static String restored(String name) {
    return name.equals(HIDDEN) ? "Retry-After" : name;
  }
}
