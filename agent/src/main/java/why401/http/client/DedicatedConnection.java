package why401.http.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import why401.http.HostAddresses;

/// Gives a call its own name resolution. Connections of different look-ups are never shared, not
/// even by HTTP/2, so the call gets a connection of its own too.
final class DedicatedConnection {
  private DedicatedConnection() {}

  /// Application interceptor.
  static Response open(Interceptor.Chain chain, HostAddresses hosts) throws IOException {
    HttpClients.Destination destination = chain.request().tag(HttpClients.Destination.class);
    LookUp lookUp = new LookUp(destination == null ? null : destination.address(), hosts);
    return chain.withDns(lookUp).proceed(chain.request());
  }

  /// Equal to itself only, which is the point.
  private static final class LookUp implements Dns {
    private final @Nullable InetAddress address;
    private final HostAddresses hosts;

    LookUp(@Nullable InetAddress address, HostAddresses hosts) {
      this.address = address;
      this.hosts = hosts;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
      return address == null ? hosts.of(hostname) : List.of(address);
    }
  }
}
