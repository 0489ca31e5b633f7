package why401.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port of the loopback address that was free a moment ago.
public final class FreePort {

  private FreePort() {}

  /// Binds port 0, lets the kernel choose, and releases it for the server that is to listen there.
  public static int next() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
