package why401.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.infinispan.remoting.transport.jgroups.JGroupsChannelConfigurator;
import org.jgroups.JChannel;
import org.jgroups.conf.ProtocolConfiguration;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.SYM_ENCRYPT;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.dns.DNS_PING;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;
import org.jgroups.util.SocketFactory;
import why401.credential.secret.SecretUnavailableException;
import why401.deployment.ClusterSettings;
import why401.deployment.ClusterSettings.Protection;

/// The protocols that members speak: TCP, discovery, detection of failures, encryption, delivery.
final class MemberChannel implements JGroupsChannelConfigurator {
  private static final int KEY_OCTETS = 32;
  private static final int NONCE_OCTETS = 12;
  private static final int JOIN_MILLIS = 3_000;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int VERIFY_MILLIS = 1_000;
  private static final int HEARTBEAT_MILLIS = 2_000;
  private static final int SILENCE_MILLIS = 10_000;

  /// After which the others may have excluded a member that was silent.
  static final Duration MISSED = Duration.ofMillis(SILENCE_MILLIS - HEARTBEAT_MILLIS);

  private static final int MERGE_MILLIS = 3_000;

  private final ClusterSettings settings;
  private final FD_ALL3 heartbeats =
      new FD_ALL3().setTimeout(SILENCE_MILLIS).setInterval(HEARTBEAT_MILLIS);

  MemberChannel(ClusterSettings settings) {
    this.settings = settings;
  }

  @Override
  public JChannel createChannel(String name) throws Exception {
    return new JChannel(protocols()).name(name);
  }

  private List<Protocol> protocols() throws UnknownHostException {
    List<Protocol> protocols = new ArrayList<>();
    protocols.add(transport());
    protocols.add(discovery());
    protocols.add(new MERGE3().setMinInterval(MERGE_MILLIS).setMaxInterval(3 * MERGE_MILLIS));
    FD_SOCK2 sockets = new FD_SOCK2().setOffset(1).setPortRange(0);
    sockets.setBindAddress(InetAddress.getByName(settings.host()));
    protocols.add(sockets);
    protocols.add(heartbeats);
    protocols.add(new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS));
    if (settings.protection() instanceof Protection.Symmetric shared) {
      protocols.add(encryption(shared));
    }
    protocols.add(new NAKACK2().useMcastXmit(false));
    protocols.add(new UNICAST3());
    protocols.add(new STABLE());
    protocols.add(new GMS().printLocalAddress(false).setJoinTimeout(JOIN_MILLIS));
    protocols.add(new MFC());
    protocols.add(new FRAG4());
    return protocols;
  }

  /// How many heartbeats have come from other members.
  int heartbeats() {
    return heartbeats.getHeartbeatsReceived();
  }

  private TCP transport() throws UnknownHostException {
    TCP tcp = new TCP();
    tcp.setBindAddress(InetAddress.getByName(settings.host()));
    tcp.setBindPort(settings.port());
    tcp.setPortRange(0);
    tcp.setSockConnTimeout(CONNECT_MILLIS);
    tcp.setPeerAddrReadTimeout(CONNECT_MILLIS);
    tcp.disableDiagnostics();
    if (settings.protection() instanceof Protection.Tls tls) {
      tcp.setSocketFactory(MemberTls.sockets(tls));
    }
    return tcp;
  }

  private Protocol discovery() {
    String dns = settings.dns();
    if (dns != null) {
      return new DNS_PING().setDNSQuery(dns);
    }
    List<InetSocketAddress> hosts =
        settings.members().stream()
            .map(one -> new InetSocketAddress(one.getHostString(), one.getPort()))
            .toList();
    return new TCPPING().initialHosts(hosts).portRange(0);
  }

  /// Of the ciphers that notice a change, the one that the protocol can initialize in the JDK.
  private static SYM_ENCRYPT encryption(Protection.Symmetric shared) {
    SYM_ENCRYPT encryption = new SYM_ENCRYPT();
    encryption.setSecretKey(new SecretKeySpec(key(shared), "ChaCha20"));
    encryption.symAlgorithm("ChaCha20-Poly1305");
    encryption.symIvLength(NONCE_OCTETS);
    return encryption;
  }

  private static byte[] key(Protection.Symmetric shared) {
    String expected = "32 bytes in Base64, as by: openssl rand -base64 32";
    try {
      byte[] key = Base64.getDecoder().decode(shared.key().read().reveal().strip());
      if (key.length == KEY_OCTETS) {
        return key;
      }
      throw new ClusterException(
          "cluster.key: %d bytes (expected: %s)".formatted(key.length, expected));
    } catch (IllegalArgumentException e) {
      // Without the cause: it quotes a character of the key.
      throw new ClusterException("cluster.key: not in Base64 (expected: " + expected + ")");
    } catch (SecretUnavailableException e) {
      throw new ClusterException("cluster.key: " + e.getMessage(), e);
    }
  }

  @Override
  public String getName() {
    return "why401";
  }

  @Override
  public String getProtocolStackString() {
    return "";
  }

  @Override
  public List<ProtocolConfiguration> getProtocolStack() {
    return List.of();
  }

  @Override
  public void setSocketFactory(SocketFactory factory) {
    // The protocols have theirs.
  }

  @Override
  public void setDataSource(DataSource source) {
    // No protocol needs a database.
  }
}
