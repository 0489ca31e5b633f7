package why401.http.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/// Lays TLS over plain sockets in its own way, and makes all others as `sockets` does.
final class LayeredSocketFactory extends SSLSocketFactory {
  private final SSLSocketFactory sockets;
  private final Layer layer;

  LayeredSocketFactory(SSLSocketFactory sockets, Layer layer) {
    this.sockets = sockets;
    this.layer = layer;
  }

  /// Makes a TLS socket over the plain one `below`.
  interface Layer {
    Socket over(Socket below, String host, int port, boolean autoClose) throws IOException;
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return layer.over(socket, host, port, autoClose);
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
