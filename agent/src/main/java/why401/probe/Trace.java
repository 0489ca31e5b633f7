package why401.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Times the phases of one run over all its hops, and remembers the peer. Tag and event listener of
/// its calls.
final class Trace extends EventListener {
  static final EventListener.Factory FACTORY =
      call -> {
        Trace trace = call.request().tag(Trace.class);
        return trace == null ? EventListener.NONE : trace;
      };

  private final LongSupplier nanos;
  private final Map<String, Duration> phases = new TreeMap<>();
  private long dnsStart;
  private long connectStart;
  private long tlsStart;
  private long requestStart;
  private long answerStart;
  private @Nullable String address;
  private Exchange.@Nullable PeerTls tls;

  Trace(LongSupplier nanos) {
    this.nanos = nanos;
  }

  Map<String, Duration> phases() {
    return Map.copyOf(phases);
  }

  @Nullable String address() {
    return address;
  }

  Exchange.@Nullable PeerTls tls() {
    return tls;
  }

  private void add(String phase, long start) {
    if (start != 0) {
      phases.merge(phase, Duration.ofNanos(nanos.getAsLong() - start), Duration::plus);
    }
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    dnsStart = nanos.getAsLong();
  }

  @Override
  public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
    add("dns", dnsStart);
  }

  @Override
  public void connectStart(Call call, InetSocketAddress inetSocketAddress, Proxy proxy) {
    connectStart = nanos.getAsLong();
    tlsStart = 0;
  }

  @Override
  public void secureConnectStart(Call call) {
    tlsStart = nanos.getAsLong();
    add("connect", connectStart);
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    add("tls", tlsStart);
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress inetSocketAddress, Proxy proxy, @Nullable Protocol protocol) {
    if (tlsStart == 0) {
      add("connect", connectStart);
    }
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    boolean direct = connection.route().proxy().type() == Proxy.Type.DIRECT;
    InetAddress peer = connection.route().socketAddress().getAddress();
    address = direct && peer != null ? peer.getHostAddress() : null;
    Handshake handshake = connection.handshake();
    tls = handshake == null ? null : peer(handshake);
  }

  private static Exchange.@Nullable PeerTls peer(Handshake handshake) {
    Instant earliest = Instant.MAX;
    X509Certificate leaf = null;
    for (Certificate certificate : handshake.peerCertificates()) {
      if (certificate instanceof X509Certificate x509) {
        leaf = leaf == null ? x509 : leaf;
        Instant end = x509.getNotAfter().toInstant();
        earliest = end.isBefore(earliest) ? end : earliest;
      }
    }
    return leaf == null
        ? null
        : new Exchange.PeerTls(
            okhttp3.CertificatePinner.sha256Hash(leaf).hex().substring(0, 16),
            leaf.getSubjectX500Principal().getName(),
            earliest);
  }

  @Override
  public void requestHeadersStart(Call call) {
    requestStart = nanos.getAsLong();
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    answerStart = nanos.getAsLong();
    add("processing", requestStart);
  }

  @Override
  public void responseBodyEnd(Call call, long byteCount) {
    add("transfer", answerStart);
    answerStart = 0;
  }

  @Override
  public void responseFailed(Call call, IOException ioe) {
    add("transfer", answerStart);
    answerStart = 0;
  }
}
