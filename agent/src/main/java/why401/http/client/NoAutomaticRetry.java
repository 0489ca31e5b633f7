package why401.http.client;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/// Keeps OkHttp from acting on a status by itself. Whatever its settings say, it repeats a request
/// after 503 with `Retry-After: 0` and after 421 on a coalesced connection, and fails on 407
/// without a proxy and on an overlong `Retry-After`. So a status that is no success is moved out of
/// its sight below its follow-up logic, and put back above.
final class NoAutomaticRetry {
  private static final int MOVED = 1000;
  private static final int NOT_MODIFIED = 304;

  private NoAutomaticRetry() {}

  /// Network interceptor.
  static Response hide(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    int status = response.code();
    return status < 300 || status == NOT_MODIFIED
        ? response
        : response.newBuilder().code(MOVED + status).build();
  }

  /// Application interceptor.
  static Response show(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    int status = response.code();
    return status < MOVED ? response : response.newBuilder().code(status - MOVED).build();
  }
}
