package why401.cli.curl;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import why401.http.HostAddresses;

/// The options of curl that say where a host is.
final class CurlNetwork {
  private static final Pattern RESOLVE =
      Pattern.compile("\\+?(\\*|[^:\\s]+|\\[[^]]+]):(\\d{1,5}):(.+)");

  @Option(
      names = "--resolve",
      paramLabel = "HOST:PORT:ADDRESS",
      description = "Use this address for the host; may be repeated.")
  private List<String> resolve = new ArrayList<>();

  @Option(
      names = {"-4", "--ipv4"},
      description = "Use IPv4 addresses only.")
  private boolean four;

  @Option(
      names = {"-6", "--ipv6"},
      description = "Use IPv6 addresses only.")
  private boolean six;

  @Option(
      names = "--location-trusted",
      description = "Follow redirects, and send the credential to other hosts too.")
  private boolean trusted;

  boolean trusted() {
    return trusted;
  }

  /// Where hosts are for a request to `url`; what is given for another port is not used.
  HostAddresses read(URI url) {
    Map<String, List<InetAddress>> fixed = new HashMap<>();
    int port =
        url.getPort() >= 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    for (String one : resolve) {
      Matcher form = RESOLVE.matcher(one);
      if (!form.matches()) {
        throw new IllegalArgumentException(
            "--resolve: not understood (expected: HOST:PORT:ADDRESS)");
      }
      if (Integer.parseInt(form.group(2)) == port) {
        fixed.put(form.group(1).toLowerCase(Locale.ROOT), addresses(form.group(3)));
      }
    }
    return new HostAddresses(
        fixed,
        four
            ? HostAddresses.Family.IPV4
            : six ? HostAddresses.Family.IPV6 : HostAddresses.Family.ANY);
  }

  private static List<InetAddress> addresses(String list) {
    List<InetAddress> addresses = new ArrayList<>();
    for (String one : list.split(",")) {
      String bare = one.replaceAll("^\\[|]$", "");
      try {
        addresses.add(InetAddress.ofLiteral(bare));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--resolve: no IP address (expected: an address)", e);
      }
    }
    return addresses;
  }
}
