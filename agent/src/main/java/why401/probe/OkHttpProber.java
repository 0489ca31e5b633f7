package why401.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
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
import why401.token.TokenListener;
import why401.transport.Clients;
import why401.transport.Deadlines;
import why401.transport.ForwardProxy;

/// A prober on OkHttp. Probes with equal settings share connections; each keeps its own cookies and
/// its own Digest nonce.
public final class OkHttpProber implements Prober, AutoCloseable {
  private final Clients clients;
  private final Map<String, Cookies> cookies = new ConcurrentHashMap<>();
  private final Map<String, DigestHandshake> handshakes = new ConcurrentHashMap<>();
  private final Deadlines deadlines;
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
    this.clients = new Clients(Trace.FACTORY, List.of(Passage::guard), nanos);
    this.deadlines = new Deadlines(nanos);
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
    Optional<String> obstacle = obstacle(probe, shown);
    if (obstacle.isPresent()) {
      return withheld(Fault.Reason.MALFORMED, obstacle.get());
    }
    Plan plan = plan(probe, shown, variation);
    InetAddress destination =
        variation instanceof Variation.AtAddress(InetAddress address) ? address : null;
    Trace trace = new Trace(nanos);
    Passage passage = new Passage(plan, listener);
    try {
      OkHttpClient client = client(plan, variation);
      return send(plan, new Run.Wire(client, deadlines, trace, passage, destination));
    } catch (IOException e) {
      Failures failed = Failures.of(e, plan.url().host(), false);
      return new Outcome.Unreachable(
          passage.sent(clock.instant()),
          clock.instant(),
          failed.failure(),
          failed.detail(),
          Duration.ZERO,
          Map.of());
    }
  }

  private Outcome send(Plan plan, Run.Wire wire) {
    Run run = new Run(plan, wire);
    try {
      Run.Answer answer = run.answer();
      return judge.judge(plan.probe(), answer.exchange(), answer.unfollowed());
    } catch (Passage.ExpiredTokenException e) {
      return withheld(
          Fault.Reason.TIMEOUT,
          "the token in hand has expired and its renewal has not come in time");
    } catch (IOException e) {
      boolean cut = wire.trace().isCut(e);
      return run.failed(Failures.of(e, plan.url().host(), cut));
    } catch (RuntimeException e) {
      // Of the library, on an answer that it did not foresee. The message may quote anything.
      return run.failed(
          new Failures(
              Outcome.Failure.CONNECTION_FAILED,
              "the answer could not be read: " + e.getClass().getSimpleName()));
    }
  }

  private Outcome withheld(Fault.Reason reason, String why) {
    return new Outcome.Withheld(
        clock.instant(),
        Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE,
        Fault.of(clock.instant(), reason, why));
  }

  /// What keeps the request from being written, in words without a value.
  private static Optional<String> obstacle(Probe probe, Proof proof) {
    return ProofWriter.obstacle(proof)
        .or(
            () ->
                probe.headers().entrySet().stream()
                    .flatMap(
                        header ->
                            ProofWriter.obstacle("the header " + header.getKey(), header.getValue())
                                .stream())
                    .findFirst());
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

  private static HttpUrl target(Probe probe, Variation variation) {
    return HttpUrl.get(
        variation instanceof Variation.ControlResource(var url)
            ? url.toString()
            : probe.url().toString());
  }

  private Plan plan(Probe probe, Proof proof, Variation variation) {
    HttpUrl url = target(probe, variation);
    boolean ofItsOwn = isFresh(probe, variation) || isControl(variation);
    boolean safe = probe.method().equals("GET") || probe.method().equals("HEAD");
    Cookies jar =
        ofItsOwn ? new Cookies() : cookies.computeIfAbsent(probe.name(), _ -> new Cookies());
    return new Plan(
        probe,
        url,
        isControl(variation) && !safe ? "GET" : probe.method(),
        proof,
        probe.followRedirects() && !(variation instanceof Variation.WithoutRedirects),
        origins,
        jar,
        proof instanceof Proof.Digest digest ? handshake(probe, digest, ofItsOwn) : null,
        clock,
        nanos);
  }

  private static boolean isFresh(Probe probe, Variation variation) {
    return variation instanceof Variation.FreshSession
        || probe.connection() == Probe.Connection.FRESH;
  }

  private static boolean isControl(Variation variation) {
    return variation instanceof Variation.Anonymous
        || variation instanceof Variation.Nonsense
        || variation instanceof Variation.ControlResource;
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

  private OkHttpClient client(Plan plan, Variation variation) throws IOException {
    Probe probe = plan.probe();
    ForwardProxy proxy = proxy(probe.proxy());
    return isFresh(probe, variation) || variation instanceof Variation.AtAddress
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
    deadlines.close();
  }
}
