package why401.probe.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.http.HostAddresses;
import why401.http.client.CallDeadlines;
import why401.http.client.Cookies;
import why401.http.client.ForwardProxy;
import why401.http.client.HttpClients;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.Prober;
import why401.probe.RequestVariation;
import why401.token.Credentials;
import why401.token.RenewalFailure;
import why401.token.RequestSigningException;
import why401.token.TokenListener;

/// A prober on OkHttp. Probes with equal settings share connections; each keeps its own cookies and
/// its own Digest nonce.
public final class OkHttpProber implements Prober, AutoCloseable {
  private final HttpClients clients;
  private final Map<String, Cookies> cookies = new ConcurrentHashMap<>();
  private final Map<String, DigestSession> handshakes = new ConcurrentHashMap<>();

  /// The URLs of the configuration as OkHttp has them, which takes long to read them.
  private final Map<String, HttpUrl> parsed = new ConcurrentHashMap<>();

  private final CallDeadlines deadlines;
  private final OutcomeClassifier classifier;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final TokenListener listener;
  private volatile Set<String> origins = Set.of();
  private volatile HostAddresses hosts = HostAddresses.RESOLVED;
  private volatile Map<String, Set<String>> found = Map.of();

  /// Begins with what takes long and depends on nothing; returns at once.
  public static void prepare() {
    HttpClients.prepare();
  }

  /// @param nanos for durations
  /// @param listener notified of the remaining lifetime of a token when it is sent
  public OkHttpProber(InstantSource clock, LongSupplier nanos, TokenListener listener) {
    this.clients =
        new HttpClients(PhaseTimer.FACTORY, List.of(CredentialInterceptor::guard), nanos);
    this.deadlines = new CallDeadlines(nanos);
    this.classifier = new OutcomeClassifier();
    this.clock = clock;
    this.nanos = nanos;
    this.listener = listener;
  }

  /// Redirects are followed to the origins of these URLs, and to no others.
  ///
  /// @param discovered further ones by the name of the only credential that they are named for;
  ///   that of probes without one is empty
  public void nameOrigins(List<String> urls, Map<String, List<String>> discovered) {
    Set<String> everywhere = origins(urls);
    Map<String, Set<String>> further = new HashMap<>();
    discovered.forEach(
        (credential, more) -> {
          Set<String> named = new HashSet<>(everywhere);
          named.addAll(origins(more));
          further.put(credential, Set.copyOf(named));
        });
    parsed.clear();
    found = Map.copyOf(further);
    origins = Set.copyOf(everywhere);
  }

  /// From now on hosts are where `addresses` says.
  public void resolve(HostAddresses addresses) {
    hosts = addresses;
    clients.resolve(addresses);
  }

  /// From now on redirects are followed wherever they lead, and the credential goes along.
  public void trustRedirects() {
    origins = Set.of(RequestPlan.ANY);
  }

  private static Set<String> origins(List<String> urls) {
    Set<String> named = new HashSet<>();
    for (String url : urls) {
      HttpUrl parsed = HttpUrl.parse(url);
      if (parsed != null) {
        named.add(RedirectPolicy.origin(parsed));
      }
    }
    return named;
  }

  private Set<String> named(Probe probe) {
    return found.getOrDefault(probe.credential() == null ? "" : probe.credential(), origins);
  }

  @Override
  public Outcome send(Probe probe, Credentials credentials, RequestVariation variation) {
    Credentials varied = varied(credentials, variation);
    Optional<String> obstacle = obstacle(probe, varied);
    if (obstacle.isPresent()) {
      return withheld(RenewalFailure.Reason.MALFORMED, obstacle.get());
    }
    RequestPlan plan = plan(accompanied(probe, varied, variation), varied, variation);
    Optional<String> misfit = misfit(plan);
    if (misfit.isPresent()) {
      return withheld(RenewalFailure.Reason.SECRET_UNAVAILABLE, misfit.get());
    }
    InetAddress destination =
        variation instanceof RequestVariation.AtAddress(InetAddress address) ? address : null;
    PhaseTimer timer = new PhaseTimer(nanos);
    CredentialInterceptor interceptor = new CredentialInterceptor(plan, listener);
    try {
      OkHttpClient client = client(plan, variation);
      return send(
          plan, new RedirectFollower.Transport(client, deadlines, timer, interceptor, destination));
    } catch (IOException e) {
      NetworkFailure failed = NetworkFailure.of(e, plan.url().host(), false);
      return new Outcome.Unreachable(
          interceptor.sent(clock.instant()),
          clock.instant(),
          failed.failure(),
          failed.detail(),
          Duration.ZERO,
          Map.of());
    }
  }

  private Outcome send(RequestPlan plan, RedirectFollower.Transport transport) {
    RedirectFollower run = new RedirectFollower(plan, transport);
    try {
      Exchange exchange = run.exchange();
      return classifier.classify(plan.probe(), exchange, run.unfollowed());
    } catch (CredentialInterceptor.ExpiredTokenException e) {
      return withheld(
          RenewalFailure.Reason.TIMEOUT,
          "the token in hand has expired and its renewal has not come in time");
    } catch (RequestSigningException e) {
      return new Outcome.Withheld(
          clock.instant(),
          Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE,
          e.failure(clock.instant()));
    } catch (IOException e) {
      boolean cut = transport.timer().isCut(e);
      return run.failed(NetworkFailure.of(e, plan.url().host(), cut));
    } catch (RuntimeException e) {
      // Thrown by the library on an unforeseen response. Its message may quote anything.
      return run.failed(
          new NetworkFailure(
              Outcome.Failure.CONNECTION_FAILED,
              "the response could not be read: " + e.getClass().getSimpleName()));
    }
  }

  private Outcome withheld(RenewalFailure.Reason reason, String why) {
    RenewalFailure failure = RenewalFailure.of(clock.instant(), reason, why);
    boolean absent = reason == RenewalFailure.Reason.SECRET_UNAVAILABLE;
    return new Outcome.Withheld(
        clock.instant(),
        Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE,
        absent ? failure.with(RenewalFailure.Detail.NOT_FOR_REQUEST) : failure);
  }

  /// Why a session has nothing for the first request.
  private static Optional<String> misfit(RequestPlan plan) {
    return Stream.concat(
            Stream.of(plan.credentials()),
            plan.probe().companions().ready().stream().map(Probe.Companion::credentials))
        .flatMap(one -> CredentialWriter.misfit(one, plan.url()).stream())
        .findFirst();
  }

  /// What keeps the request from being written, in words without a value.
  private static Optional<String> obstacle(Probe probe, Credentials credentials) {
    return CredentialWriter.obstacle(credentials)
        .or(
            () ->
                probe.companions().ready().stream()
                    .flatMap(one -> CredentialWriter.obstacle(one.credentials()).stream())
                    .findFirst())
        .or(
            () ->
                probe.headers().entrySet().stream()
                    .flatMap(
                        header ->
                            CredentialWriter.obstacle(
                                "the header " + header.getKey(), header.getValue())
                                .stream())
                    .findFirst());
  }

  private static Credentials varied(Credentials credentials, RequestVariation variation) {
    return switch (variation) {
      case RequestVariation.Anonymous _ -> new Credentials.None();
      case RequestVariation.Nonsense _ -> DecoyCredential.like(credentials);
      case RequestVariation.WithCredentials other -> other.credentials();
      case RequestVariation.AsConfigured _,
          RequestVariation.Again _,
          RequestVariation.FreshSession _,
          RequestVariation.ControlResource _,
          RequestVariation.AtAddress _,
          RequestVariation.WithoutRedirects _ ->
          credentials;
    };
  }

  /// A control without the credential goes without its companions.
  private static Probe accompanied(Probe probe, Credentials varied, RequestVariation variation) {
    boolean alone =
        variation instanceof RequestVariation.Anonymous
            || (variation instanceof RequestVariation.ControlResource
                && varied instanceof Credentials.None);
    return alone && !probe.companions().ready().isEmpty()
        ? probe.sending(probe.credential(), Probe.Companions.NONE)
        : probe;
  }

  private HttpUrl target(Probe probe, RequestVariation variation) {
    // By its text: URIs are equal that differ in the case of an escape.
    URI url =
        variation instanceof RequestVariation.ControlResource(var other) ? other : probe.url();
    return parsed.computeIfAbsent(url.toString(), HttpUrl::get);
  }

  private RequestPlan plan(Probe probe, Credentials credentials, RequestVariation variation) {
    HttpUrl url = target(probe, variation);
    boolean ofItsOwn = isFresh(probe, variation) || isControl(variation);
    boolean safe = probe.method().equals("GET") || probe.method().equals("HEAD");
    Cookies jar =
        ofItsOwn
            ? new Cookies(clock)
            : cookies.computeIfAbsent(probe.name(), _ -> new Cookies(clock));
    return new RequestPlan(
        probe,
        url,
        isControl(variation) && !safe ? "GET" : probe.method(),
        credentials,
        probe.followRedirects() && !(variation instanceof RequestVariation.WithoutRedirects),
        named(probe),
        jar,
        credentials instanceof Credentials.Digest digest
            ? handshake(probe, digest, ofItsOwn)
            : null,
        clock,
        nanos);
  }

  private static boolean isFresh(Probe probe, RequestVariation variation) {
    return variation instanceof RequestVariation.FreshSession
        || probe.connection() == Probe.Connection.FRESH;
  }

  private static boolean isControl(RequestVariation variation) {
    return variation instanceof RequestVariation.Anonymous
        || variation instanceof RequestVariation.Nonsense
        || variation instanceof RequestVariation.ControlResource;
  }

  private DigestSession handshake(Probe probe, Credentials.Digest credentials, boolean fresh) {
    DigestSession known = handshakes.get(probe.name());
    if (!fresh && known != null && known.isFor(credentials)) {
      return known;
    }
    DigestSession handshake = new DigestSession(credentials);
    if (!fresh) {
      handshakes.put(probe.name(), handshake);
    }
    return handshake;
  }

  private OkHttpClient client(RequestPlan plan, RequestVariation variation) throws IOException {
    Probe probe = plan.probe();
    ForwardProxy proxy = proxy(probe.proxy());
    return isFresh(probe, variation) || variation instanceof RequestVariation.AtAddress
        ? clients.fresh(probe.tls(), proxy)
        : clients.pooled(probe.tls(), proxy, plan.url().host());
  }

  private static @Nullable ForwardProxy proxy(Probe.@Nullable Proxy proxy) throws IOException {
    if (proxy == null) {
      return null;
    }
    try {
      Secret password = proxy.password() == null ? null : proxy.password().read();
      return new ForwardProxy(proxy.url(), proxy.username(), password);
    } catch (SecretUnavailableException e) {
      throw new IOException("proxy password: " + e.getMessage(), e);
    }
  }

  @Override
  public List<InetAddress> addresses(Probe probe) {
    if (probe.proxy() != null) {
      return List.of();
    }
    try {
      return hosts.of(probe.url().getHost());
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  @Override
  public void forget(String probe) {
    cookies.remove(probe);
    handshakes.remove(probe);
  }

  /// Cancels every running request.
  public void cancelAll() {
    clients.cancelAll();
  }

  @Override
  public void close() {
    clients.close();
    deadlines.close();
  }
}
