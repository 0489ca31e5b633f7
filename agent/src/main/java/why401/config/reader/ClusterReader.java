package why401.config.reader;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import why401.config.hocon.Names;
import why401.config.hocon.Section;
import why401.config.hocon.Urls;
import why401.config.hocon.Value;
import why401.credential.secret.SecretSource;
import why401.deployment.ClusterSettings;
import why401.deployment.ClusterSettings.Protection;

/// Reads `cluster { … }`.
final class ClusterReader {
  private static final String NAME = "why401";
  private static final String HOST = "127.0.0.1";
  private static final int MOST = 1_000;
  private static final Set<String> ANY = Set.of("0.0.0.0", "::", "[::]");
  private static final Pattern MEMBER =
      Pattern.compile("([A-Za-z0-9._%-]+|\\[[0-9A-Fa-f:.%a-z]+])(?::([0-9]{1,5}))?");

  private final Section section;

  ClusterReader(Section section) {
    this.section = section;
  }

  ClusterSettings read() {
    Section bind = section.section("bind");
    String host = bind == null ? HOST : host(bind);
    int port =
        bind == null ? ClusterSettings.PORT : bind.integer("port", 1, 65_534, ClusterSettings.PORT);
    List<InetSocketAddress> members = members();
    String dns = section.text("dns");
    if (section.find("members") == null && section.find("dns") == null) {
      section.missing("members", "members = [\"host:port\", …], or dns = NAME");
    }
    if (section.find("members") != null && section.find("dns") != null) {
      section.error("dns", "besides members", "one of the two");
    }
    boolean local = dns == null && Urls.isLoopback(host);
    for (InetSocketAddress member : members) {
      local &= Urls.isLoopback(member.getHostString());
    }
    int size = section.integer("size", 1, MOST, 0);
    return new ClusterSettings(name(), members, dns, size, host, port, protection(local));
  }

  private String name() {
    String name = section.text("name");
    if (name == null) {
      return NAME;
    }
    if (!Names.fits(name)) {
      section.error("name", "\"" + name + "\"", "letters, digits, '-', '_' and '.'");
    }
    return name;
  }

  private static String host(Section bind) {
    Value value = bind.find("host");
    String host = value == null ? null : value.line();
    if (value == null || host == null) {
      return HOST;
    }
    if (ANY.contains(host)) {
      value.refuse("the address that the other members reach this agent at");
    }
    return host;
  }

  private List<InetSocketAddress> members() {
    Value all = section.find("members");
    List<InetSocketAddress> members = new ArrayList<>();
    for (Value item : all == null ? List.<Value>of() : all.items()) {
      String text = item.line();
      Matcher parts = text == null ? null : MEMBER.matcher(text);
      if (parts == null) {
        continue;
      }
      int port = ClusterSettings.PORT;
      boolean fits = parts.matches();
      if (fits && parts.group(2) != null) {
        port = Integer.parseInt(parts.group(2));
      }
      if (fits && port > 0 && port < 65_535) {
        members.add(InetSocketAddress.createUnresolved(parts.group(1), port));
      } else {
        item.refuse("HOST or HOST:PORT");
      }
    }
    if (all != null && all.items().isEmpty()) {
      all.refuse("at least one member");
    }
    return members;
  }

  private Protection protection(boolean local) {
    Section tls = section.section("tls");
    boolean key = section.find("key") != null;
    if (tls != null && key) {
      section.error("key", "besides tls", "one of the two");
    }
    if (tls != null) {
      return tls(tls);
    }
    SecretSource secret = SecretReader.find(section, "key");
    if (secret != null) {
      return new Protection.Symmetric(secret);
    }
    if (!local && !key) {
      section.missing(
          "tls", "tls { cert, key, ca } or key { file }, since tokens cross the network");
    }
    return new Protection.Open();
  }

  private static Protection tls(Section tls) {
    tls.require("cert", "a PEM file of this member's certificate");
    tls.require("key", "a PEM file of its private key");
    tls.require("ca", "a PEM file of the authority of all members' certificates");
    Path cert = TlsReader.certificates(tls, "cert");
    Path key = TlsReader.key(tls);
    Path ca = TlsReader.certificates(tls, "ca");
    return cert == null || key == null || ca == null
        ? new Protection.Open()
        : new Protection.Tls(cert, key, ca);
  }
}
