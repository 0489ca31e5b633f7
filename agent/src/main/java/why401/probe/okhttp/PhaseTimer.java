package why401.probe.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import why401.probe.Exchange;

/// Times the phases of one run over all its hops, and remembers the peer. Tag and event listener of
/// its calls. OkHttp connects to several addresses at once, on its own threads.
final class PhaseTimer extends EventListener {
  static final EventListener.Factory FACTORY =
      call -> {
        PhaseTimer trace = call.request().tag(PhaseTimer.class);
        return trace == null ? EventListener.NONE : trace;
      };

  private final LongSupplier nanos;
  private final Map<String, Duration> phases = new TreeMap<>();
  private volatile long dnsStart;
  private volatile long connectStart;
  private volatile long tlsStart;
  private volatile long requestStart;
  private volatile long answerStart;
  private volatile boolean canceled;
  private @Nullable String address;
  private @Nullable SSLSession session;

  PhaseTimer(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized Map<String, Duration> phases() {
    return Map.copyOf(phases);
  }

  @Nullable String address() {
    return address;
  }

  /// What the peer presented, trusted or not.
  Exchange.@Nullable PeerTls tls() {
    return session == null ? null : PeerCertificates.of(session);
  }

  /// Whether the run was ended from this side: by an interrupt, or with all others; OkHttp's own
  /// way to end a call that has timed out is visible in `end`.
  boolean isCut(IOException end) {
    boolean timedOut = end instanceof SocketTimeoutException || "timeout".equals(end.getMessage());
    return Thread.currentThread().isInterrupted() || (canceled && !timedOut);
  }

  private synchronized void add(String phase, long start) {
    if (start != 0) {
      phases.merge(phase, Duration.ofNanos(nanos.getAsLong() - start), Duration::plus);
    }
  }

  @Override
  public void canceled(Call call) {
    canceled = true;
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
    session = connection.socket() instanceof SSLSocket socket ? socket.getSession() : null;
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
