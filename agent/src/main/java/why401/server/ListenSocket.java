package why401.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import why401.server.security.ReloadableWebConfig;
import why401.server.security.ServerSettings;

/// The address that the agent serves, taken, and its protection, read: what can be wrong with them
/// is known before anything else begins. Early connections queue until the server accepts them.
public final class ListenSocket implements AutoCloseable {
  private static final int WAITING = 256;

  final ServerSettings settings;
  final ReloadableWebConfig protection;
  final ServerSocketChannel channel;

  private ListenSocket(
      ServerSettings settings, ReloadableWebConfig protection, ServerSocketChannel channel) {
    this.settings = settings;
    this.protection = protection;
    this.channel = channel;
  }

  /// Takes the address.
  ///
  /// @throws WebConfigException if the web-config file cannot be used
  /// @throws UncheckedIOException if the address cannot be taken
  public static ListenSocket open(ServerSettings settings) {
    ReloadableWebConfig protection = new ReloadableWebConfig(settings.webConfigFile());
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(address, WAITING);
      } catch (IOException | UnresolvedAddressException e) {
        channel.close();
        throw e;
      }
      return new ListenSocket(settings, protection, channel);
    } catch (UnresolvedAddressException e) {
      throw new UncheckedIOException(refused(settings, "no such host"), new IOException(e));
    } catch (IOException e) {
      throw new UncheckedIOException(refused(settings, String.valueOf(e.getMessage())), e);
    }
  }

  private static String refused(ServerSettings settings, String why) {
    return "server: %s port %d: %s (expected: an address of this machine and a free port)"
        .formatted(settings.host(), settings.port(), why);
  }

  /// Gives the address back.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
