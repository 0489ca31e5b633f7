package why401.http.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLSocketFactory;

/// Says which TLS socket was laid over which plain one.
final class LayeredSocketFactory extends SSLSocketFactory {
  private final SSLSocketFactory sockets;
  private final BiConsumer<Socket, Socket> layered;

  /// @param layered is given each TLS socket and the one below it
  LayeredSocketFactory(SSLSocketFactory sockets, BiConsumer<Socket, Socket> layered) {
    this.sockets = sockets;
    this.layered = layered;
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    Socket made = sockets.createSocket(socket, host, port, autoClose);
    layered.accept(made, socket);
    return made;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return sockets.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return sockets.createSocket(host, port, localHost, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return sockets.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return sockets.createSocket(host, port, localHost, localPort);
  }
}
