package why401.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import why401.challenge.Reader;
import why401.credential.Secret;
import why401.credential.SecretUnavailableException;
import why401.token.Fault;
import why401.token.Proof;
import why401.token.Token;
import why401.token.TokenListener;
import why401.transport.Clients;

/// A prober on OkHttp. Probes with equal settings share connections; each keeps its own cookies and
/// its own Digest nonce.
public final class OkHttpProber implements Prober, AutoCloseable {
  static final String USER_AGENT = "why401";
  private static final int IDLE_CONNECTIONS = 2_000;

  private final Clients clients = new Clients(IDLE_CONNECTIONS, Trace.FACTORY);
  private final Map<String, Cookies> cookies = new ConcurrentHashMap<>();
  private final Map<String, DigestHandshake> handshakes = new ConcurrentHashMap<>();
  private final Judge judge;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final TokenListener listener;
  private volatile Set<String> origins = Set.of();

  /// @param reader recognises login pages
  /// @param nanos for durations
  /// @param listener hears how much life a token had left when it was used
  public OkHttpProber(
      Reader reader, InstantSource clock, LongSupplier nanos, TokenListener listener) {
    this.judge = new Judge(reader);
    this.clock = clock;
    this.nanos = nanos;
    this.listener = listener;
  }

  /// Redirects are followed to the origins of these URLs, and to no others.
  public void nameOrigins(List<String> urls) {
    Set<String> named = new HashSet<>();
    for (String url : urls) {
      HttpUrl parsed = HttpUrl.parse(url);
      if (parsed != null) {
        named.add(Redirects.origin(parsed));
      }
    }
    origins = Set.copyOf(named);
  }

  @Override
  public Outcome send(Probe probe, Proof proof, Variation variation) {
    Proof shown = shown(proof, variation);
    Optional<Fault> fault = unusable(shown);
    if (fault.isPresent()) {
      return new Outcome.Withheld(
          clock.instant(), Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE, fault.get());
    }
    Trace trace = new Trace(nanos);
    Instant began = clock.instant();
    long start = nanos.getAsLong();
    HttpUrl url = target(probe, variation);
    try {
      OkHttpClient client = client(probe, variation);
      Exchange exchange = new Run(plan(probe, shown, variation, url), client, trace).exchange();
      return judge.judge(probe, exchange);
    } catch (IOException e) {
      Failures failed = Failures.of(e, url.host());
      Duration took = Duration.ofNanos(nanos.getAsLong() - start);
      Sent sent = sent(began, probe, shown, url);
      return new Outcome.Unreachable(
          sent, clock.instant(), failed.failure(), failed.detail(), took, trace.phases());
    }
  }

  private static Proof shown(Proof proof, Variation variation) {
    return switch (variation) {
      case Variation.Anonymous _ -> new Proof.None();
      case Variation.Nonsense _ -> Nonsense.like(proof);
      case Variation.WithProof other -> other.proof();
      case Variation.AsConfigured _,
          Variation.Again _,
          Variation.FreshSession _,
          Variation.ControlResource _,
          Variation.AtAddress _,
          Variation.WithoutRedirects _ ->
          proof;
    };
  }

  /// Whether `proof` must not leave: it cannot be written, or its life is over.
  private Optional<Fault> unusable(Proof proof) {
    Optional<String> obstacle = ProofWriter.obstacle(proof);
    if (obstacle.isPresent()) {
      return Optional.of(Fault.of(clock.instant(), Fault.Reason.MALFORMED, obstacle.get()));
    }
    return switch (proof) {
      case Proof.AccessToken access -> used(access.token());
      case Proof.Session session -> used(session.token());
      case Proof.None _, Proof.Basic _, Proof.Digest _, Proof.Key _, Proof.StaticBearer _ ->
          Optional.empty();
    };
  }

  private Optional<Fault> used(Token token) {
    Duration remaining = Duration.between(clock.instant(), token.expiresAt());
    if (!remaining.isPositive()) {
      return Optional.of(
          Fault.of(
              clock.instant(),
              Fault.Reason.TIMEOUT,
              "the token in hand has expired and its renewal has not come in time"));
    }
    listener.used(token, remaining);
    return Optional.empty();
  }

  private static HttpUrl target(Probe probe, Variation variation) {
    return HttpUrl.get(
        variation instanceof Variation.ControlResource(var url)
            ? url.toString()
            : probe.url().toString());
  }

  private Run.Plan plan(Probe probe, Proof proof, Variation variation, HttpUrl url) {
    boolean fresh =
        variation instanceof Variation.FreshSession || probe.connection() == Probe.Connection.FRESH;
    boolean control =
        variation instanceof Variation.Anonymous
            || variation instanceof Variation.Nonsense
            || variation instanceof Variation.ControlResource;
    boolean safe = probe.method().equals("GET") || probe.method().equals("HEAD");
    Set<String> allowed = new HashSet<>(origins);
    allowed.add(Redirects.origin(url));
    Cookies jar =
        fresh || control
            ? new Cookies()
            : cookies.computeIfAbsent(probe.name(), _ -> new Cookies());
    return new Run.Plan(
        probe,
        url,
        control && !safe ? "GET" : probe.method(),
        proof,
        probe.followRedirects() && !(variation instanceof Variation.WithoutRedirects),
        allowed,
        jar,
        proof instanceof Proof.Digest digest ? handshake(probe, digest, fresh || control) : null,
        new Run.Timing(clock, nanos));
  }

  private DigestHandshake handshake(Probe probe, Proof.Digest proof, boolean fresh) {
    DigestHandshake known = handshakes.get(probe.name());
    if (!fresh && known != null && known.isFor(proof)) {
      return known;
    }
    DigestHandshake handshake = new DigestHandshake(proof);
    if (!fresh) {
      handshakes.put(probe.name(), handshake);
    }
    return handshake;
  }

  private OkHttpClient client(Probe probe, Variation variation) throws IOException {
    OkHttpClient client = clients.client(probe.tls(), proxy(probe.proxy()));
    if (variation instanceof Variation.AtAddress(InetAddress address)) {
      return Clients.pinned(client, address);
    }
    boolean fresh =
        variation instanceof Variation.FreshSession || probe.connection() == Probe.Connection.FRESH;
    return fresh ? Clients.unpooled(client) : client;
  }

  private static Clients.@Nullable ForwardProxy proxy(Probe.@Nullable Proxy proxy)
      throws IOException {
    if (proxy == null) {
      return null;
    }
    try {
      Secret password = proxy.password() == null ? null : proxy.password().read();
      return new Clients.ForwardProxy(proxy.url(), proxy.username(), password);
    } catch (SecretUnavailableException e) {
      throw new IOException("proxy password: " + e.getMessage(), e);
    }
  }

  private static Sent sent(Instant at, Probe probe, Proof proof, HttpUrl url) {
    boolean shown = !proof.scheme().isEmpty();
    return new Sent(
        at,
        probe.method(),
        ProofWriter.shown(url, proof).uri(),
        shown ? probe.credential() : null,
        proof.scheme(),
        proof.fingerprint(),
        null,
        shown,
        shown);
  }

  @Override
  public List<InetAddress> addresses(Probe probe) {
    if (probe.proxy() != null) {
      return List.of();
    }
    try {
      return List.of(InetAddress.getAllByName(probe.url().getHost()));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  @Override
  public void forget(String probe) {
    cookies.remove(probe);
    handshakes.remove(probe);
  }

  /// Cuts every request under way.
  public void cancelAll() {
    clients.cancelAll();
  }

  @Override
  public void close() {
    clients.close();
  }
}
