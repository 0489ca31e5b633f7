package why401.http.client;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import why401.credential.TlsOptions;
import why401.http.HostAddresses;
import why401.io.BoundedAccess;
import why401.io.FileStamp;

/// OkHttp clients without hidden behavior: no retry, no redirect, no authentication of their own,
/// no cookie, no cache, no timeout but the call's. Clients with equal settings are one; PEM files
/// are read again when they change.
public final class HttpClients implements AutoCloseable {
  /// The name by which the agent introduces itself, to targets and identity providers alike: a
  /// session may be bound to the name that opened it.
  public static final String USER_AGENT = "why401";

  private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);
  // OkHttp walks through all connections of a pool for each request.
  private static final int POOLS = 32;
  private static final int IDLE_IN_EACH = 256;

  private final Map<Settings, Family> families = new ConcurrentHashMap<>();
  private final OkHttpClient base;
  private final Family standard;
  private final List<ConnectionPool> pools =
      IntStream.range(0, POOLS)
          .mapToObj(_ -> new ConnectionPool(IDLE_IN_EACH, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS))
          .toList();
  private final ConnectionPool unkept = new ConnectionPool(0, 1, TimeUnit.SECONDS);
  private final StaleConnectionCheck live;
  private final ReceiveLimits limits = new ReceiveLimits();
  private final List<Interceptor> onTheWire;
  private volatile HostAddresses hosts = HostAddresses.RESOLVED;

  /// Where a call of [#fresh] connects, whatever its host resolves to. A tag of its request.
  public record Destination(InetAddress address) {}

  private record Settings(TlsOptions tls, @Nullable ForwardProxy proxy) {}

  /// All clients of one setting: one for each pool, and one that keeps nothing.
  private record Family(
      List<FileStamp> files, OkHttpClient configured, Map<Integer, OkHttpClient> members) {}

  /// Loads what every client needs for TLS, in the background, so that the first one need not wait.
  public static void prepare() {
    Thread.ofPlatform()
        .daemon()
        .name("tls")
        .start(() -> ClientTls.applyPlatform(new OkHttpClient.Builder(), sockets -> sockets));
  }

  /// @param events gives each call its listener
  /// @param onTheWire network interceptors, called once the connection is established and just
  ///   before the request is written; in order
  /// @param nanos for durations
  public HttpClients(
      EventListener.Factory events, List<Interceptor> onTheWire, LongSupplier nanos) {
    // A name is resolved for every connection; the JVM would cache it for half a minute.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    this.live = new StaleConnectionCheck(nanos);
    this.onTheWire = List.copyOf(onTheWire);
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .eventListenerFactory(call -> limits.listener().plus(events.create(call)))
            .dns(host -> hosts.of(host))
            .connectionPool(unkept);
    limits.apply(builder);
    ClientTls.applyPlatform(builder, limits::over);
    this.base = builder.build();
    this.standard = new Family(List.of(), base, new ConcurrentHashMap<>());
  }

  /// The client for `host` with these settings, its connections kept. Every call needs its own
  /// timeout: the client has none.
  ///
  /// @throws TlsFileException if a file that `tls` names cannot be used
  public OkHttpClient pooled(TlsOptions tls, @Nullable ForwardProxy proxy, String host)
      throws TlsFileException {
    Family family = family(tls, proxy);
    int pool = Math.floorMod(host.hashCode(), POOLS);
    return family
        .members()
        .computeIfAbsent(pool, _ -> equip(family.configured(), pools.get(pool), live::choose));
  }

  /// A client with these settings that resolves the name and connects for each call, and closes the
  /// connection after it.
  ///
  /// @throws TlsFileException if a file that `tls` names cannot be used
  public OkHttpClient fresh(TlsOptions tls, @Nullable ForwardProxy proxy) throws TlsFileException {
    Family family = family(tls, proxy);
    return family
        .members()
        .computeIfAbsent(POOLS, _ -> equip(family.configured(), unkept, this::open));
  }

  private Response open(Interceptor.Chain chain) throws IOException {
    return DedicatedConnection.open(chain, hosts);
  }

  private OkHttpClient equip(OkHttpClient client, ConnectionPool pool, Interceptor outermost) {
    OkHttpClient.Builder builder =
        client
            .newBuilder()
            .connectionPool(pool)
            .addInterceptor(outermost)
            .addInterceptor(NoAutomaticRetry::show)
            .addNetworkInterceptor(live::check)
            .addNetworkInterceptor(NoAutomaticRetry::hide)
            .addNetworkInterceptor(ContentLengthCheck::check);
    onTheWire.forEach(builder::addNetworkInterceptor);
    return builder.build();
  }

  private Family family(TlsOptions tls, @Nullable ForwardProxy proxy) throws TlsFileException {
    if (tls.equals(TlsOptions.DEFAULT) && proxy == null) {
      return standard;
    }
    Settings settings = new Settings(tls, proxy);
    List<FileStamp> files = stamps(tls);
    Family known = families.get(settings);
    if (known != null && known.files().equals(files)) {
      return known;
    }
    Family made = new Family(files, configured(tls, proxy), new ConcurrentHashMap<>());
    families.put(settings, made);
    return made;
  }

  private static List<FileStamp> stamps(TlsOptions tls) throws TlsFileException {
    List<FileStamp> stamps = new ArrayList<>();
    for (@Nullable Path file : new @Nullable Path[] {tls.ca(), tls.cert(), tls.key()}) {
      if (file != null) {
        try {
          stamps.add(BoundedAccess.within(file, BoundedAccess.PATIENCE, () -> FileStamp.of(file)));
        } catch (IOException e) {
          throw TlsFileException.of("tls", file, "a readable PEM file");
        }
      }
    }
    return stamps;
  }

  private OkHttpClient configured(TlsOptions tls, @Nullable ForwardProxy proxy)
      throws TlsFileException {
    OkHttpClient.Builder builder = base.newBuilder();
    if (!tls.equals(TlsOptions.DEFAULT)) {
      ClientTls.apply(tls, builder, base.hostnameVerifier(), limits::over);
    }
    if (proxy != null) {
      proxy.configure(builder);
    }
    return builder.build();
  }

  /// From now on hosts are where `addresses` says.
  public void resolve(HostAddresses addresses) {
    hosts = addresses;
  }

  /// Cancels every running call.
  public void cancelAll() {
    base.dispatcher().cancelAll();
  }

  @Override
  public void close() {
    cancelAll();
    pools.forEach(ConnectionPool::evictAll);
    base.dispatcher().executorService().shutdown();
  }
}
