package why401.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where hosts are.
///
/// @param fixed addresses by host in lower case, instead of those of the resolver; `*` for any
/// @param family which addresses are used
public record HostAddresses(Map<String, List<InetAddress>> fixed, Family family) {
  /// What the resolver says.
  public static final HostAddresses RESOLVED = new HostAddresses(Map.of(), Family.ANY);

  /// Copies.
  public HostAddresses {
    fixed = Map.copyOf(fixed);
  }

  /// A kind of addresses.
  public enum Family {
    /// All.
    ANY,
    /// IPv4.
    IPV4,
    /// IPv6.
    IPV6;

    boolean has(InetAddress address) {
      return switch (this) {
        case ANY -> true;
        case IPV4 -> address instanceof Inet4Address;
        case IPV6 -> address instanceof Inet6Address;
      };
    }
  }

  /// The addresses of `host`, in the order in which they are tried.
  ///
  /// @throws UnknownHostException if there is none
  public List<InetAddress> of(String host) throws UnknownHostException {
    List<InetAddress> known = fixed.get(host.toLowerCase(Locale.ROOT));
    List<InetAddress> all = known == null ? fixed.get("*") : known;
    List<InetAddress> found = all == null ? Arrays.asList(InetAddress.getAllByName(host)) : all;
    List<InetAddress> usable = found.stream().filter(family::has).toList();
    if (usable.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return usable;
  }
}
