package why401.http.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Bounds what a peer can make a client read, however it hides it: OkHttp keeps a chunk's
/// extension, say, in memory until the line ends. Each exchange has an allowance of its own,
/// whatever connection it gets.
final class ReceiveLimits {
  /// Makes clients of `builder` connect with limited sockets.
  void apply(OkHttpClient.Builder builder) {
    builder.socketFactory(new LimitedSocket.Factory());
  }

  /// `sockets`, so that the limited socket below each is known.
  SSLSocketFactory over(SSLSocketFactory sockets) {
    return new LayeredSocketFactory(
        sockets,
        (below, host, port, autoClose) -> {
          Socket tls = sockets.createSocket(below, host, port, autoClose);
          return tls instanceof SSLSocket secure && below instanceof LimitedSocket limited
              ? new LimitedTlsSocket(secure, limited)
              : tls;
        });
  }

  private static @Nullable LimitedSocket below(Connection connection) {
    return switch (connection.socket()) {
      case LimitedSocket plain -> plain;
      case LimitedTlsSocket tls -> tls.below();
      default -> null;
    };
  }

  /// Gives each call its allowance.
  EventListener listener() {
    return new CallAllowance();
  }

  static boolean isMultiplexed(Connection connection) {
    Protocol protocol = connection.protocol();
    return protocol == Protocol.HTTP_2 || protocol == Protocol.H2_PRIOR_KNOWLEDGE;
  }

  /// The exchange of one call. A connection of HTTP/2 on which no call got an answer while this one
  /// waited is closed: others would wait on it as well.
  private static final class CallAllowance extends EventListener {
    private @Nullable LimitedSocket socket;
    private boolean multiplexed;
    private long answersBefore;

    @Override
    public void connectionAcquired(Call call, Connection connection) {
      LimitedSocket found = below(connection);
      socket = found;
      if (found != null) {
        multiplexed = isMultiplexed(connection);
        answersBefore = found.answers().get();
        found.allowance().begin(multiplexed);
      }
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
      if (socket != null) {
        socket.allowance().end();
      }
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
      if (socket != null) {
        socket.answers().incrementAndGet();
      }
    }

    @Override
    public void callFailed(Call call, IOException failure) {
      if (socket != null && multiplexed && socket.answers().get() == answersBefore) {
        close(socket);
      }
    }

    private static void close(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
