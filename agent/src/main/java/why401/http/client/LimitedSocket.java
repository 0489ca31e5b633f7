package why401.http.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// A plain socket that closes itself when its peer sends more than the allowance.
final class LimitedSocket extends Socket {
  /// What a read counts for at least: a flood of tiny records or frames costs time, not memory.
  private static final int LEAST = 256;

  private final ReceiveAllowance allowance = new ReceiveAllowance();
  private final AtomicLong answers = new AtomicLong();
  private @Nullable InputStream input;

  ReceiveAllowance allowance() {
    return allowance;
  }

  /// Counts the exchanges that got the headers of their answer here.
  AtomicLong answers() {
    return answers;
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    InputStream known = input;
    if (known == null) {
      known = new Input(super.getInputStream());
      input = known;
    }
    return known;
  }

  /// Counts what is read.
  private final class Input extends FilterInputStream {
    private Input(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) throws IOException {
      if (!allowance.take(Math.max(bytes, LEAST))) {
        LimitedSocket.this.close();
        throw new ReceiveLimitException();
      }
    }
  }

  /// Makes them.
  static final class Factory extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      return make();
    }

    /// A request of several segments does not wait for a delayed acknowledgement of the first.
    private static LimitedSocket make() throws IOException {
      LimitedSocket socket = new LimitedSocket();
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    private static Socket connected(SocketAddress peer, @Nullable SocketAddress local)
        throws IOException {
      LimitedSocket socket = make();
      try {
        if (local != null) {
          socket.bind(local);
        }
        socket.connect(peer);
        return socket;
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    }
  }
}
