package why401.http.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/// Looks at a kept connection before anything is written to it: a server may have closed it since.
/// Without a retry, which would hide a first attempt from us, that would pass for a failure of the
/// server. A connection that is found dead is left for another; no request was sent on it.
final class StaleConnectionCheck {
  private static final long FRESH_ENOUGH = Duration.ofMillis(50).toNanos();

  private final Map<Connection, Long> lastUsed = Collections.synchronizedMap(new WeakHashMap<>());
  private final LongSupplier nanos;

  StaleConnectionCheck(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Application interceptor: takes another connection as long as dead ones come out of the pool.
  Response choose(Interceptor.Chain chain) throws IOException {
    while (true) {
      try {
        return chain.proceed(chain.request());
      } catch (DeadConnectionException e) {
        if (chain.call().isCanceled()) {
          throw e;
        }
      }
    }
  }

  /// Network interceptor.
  Response check(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    // HTTP/2 has a reader that notices by itself.
    if (connection == null || ReceiveLimits.isMultiplexed(connection)) {
      return chain.proceed(chain.request());
    }
    Long last = lastUsed.get(connection);
    if (last != null && nanos.getAsLong() - last > FRESH_ENOUGH && isDead(connection.socket())) {
      connection.socket().close();
      throw new DeadConnectionException();
    }
    Response response = chain.proceed(chain.request());
    lastUsed.put(connection, nanos.getAsLong());
    return response;
  }

  /// Whether the socket is at end of stream or holds unsolicited bytes.
  private static boolean isDead(Socket socket) throws IOException {
    int timeout = socket.getSoTimeout();
    try {
      socket.setSoTimeout(1);
      int _ = socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException e) {
      socket.setSoTimeout(timeout);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /// The connection had ended before the request was written.
  private static final class DeadConnectionException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
