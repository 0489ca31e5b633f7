package why401.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import why401.credential.Secret;
import why401.credential.Tls;

/// OkHttp clients that do what they are told and nothing else: no retry, no redirect, no
/// authentication of their own, no cookie, no cache. Clients with equal settings are one.
public final class Clients implements AutoCloseable {
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

  private final Map<Route, OkHttpClient> clients = new ConcurrentHashMap<>();
  private final OkHttpClient base;

  /// A forward proxy with its credential.
  public record ForwardProxy(URI url, @Nullable String username, @Nullable Secret password) {}

  private record Route(Tls tls, List<Long> files, @Nullable ForwardProxy proxy) {}

  /// @param idle how many idle connections are kept
  /// @param events gives each call its listener
  public Clients(int idle, EventListener.Factory events) {
    // A name is looked up whenever a connection is made; the JVM would remember for half a minute.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    this.base =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .connectionPool(new ConnectionPool(idle, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS))
            .eventListenerFactory(events)
            .addNetworkInterceptor(new NoSecondAttempt())
            .build();
  }

  /// The client for these settings. Every call needs its own timeout: the client has none.
  ///
  /// @throws TlsMaterialException if a file that `tls` names cannot be used
  public OkHttpClient client(Tls tls, @Nullable ForwardProxy proxy) throws TlsMaterialException {
    if (tls.equals(Tls.DEFAULT) && proxy == null) {
      return base;
    }
    Route route = new Route(tls, stamps(tls), proxy);
    OkHttpClient known = clients.get(route);
    if (known != null) {
      return known;
    }
    OkHttpClient made = make(tls, proxy);
    clients.keySet().removeIf(old -> old.tls().equals(tls) && !old.files().equals(route.files()));
    clients.put(route, made);
    return made;
  }

  private static List<Long> stamps(Tls tls) throws TlsMaterialException {
    List<Long> stamps = new ArrayList<>();
    for (@Nullable Path file : new @Nullable Path[] {tls.ca(), tls.cert(), tls.key()}) {
      if (file != null) {
        try {
          stamps.add(Files.getLastModifiedTime(file).toMillis());
        } catch (IOException e) {
          throw new TlsMaterialException(file + ": cannot be read (expected: a PEM file)");
        }
      }
    }
    return List.copyOf(stamps);
  }

  private OkHttpClient make(Tls tls, @Nullable ForwardProxy proxy) throws TlsMaterialException {
    OkHttpClient.Builder builder = base.newBuilder();
    if (!tls.equals(Tls.DEFAULT)) {
      try {
        TlsMaterial.apply(tls, builder);
      } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
        // Without the cause: a parser may quote the key.
        throw new TlsMaterialException(
            "tls: ca, cert or key cannot be used (expected: PEM files, the key in PKCS #8)");
      }
    }
    if (proxy != null) {
      via(proxy, builder);
    }
    return builder.build();
  }

  private static void via(ForwardProxy proxy, OkHttpClient.Builder builder) {
    URI url = proxy.url();
    int port = url.getPort() < 0 ? 80 : url.getPort();
    builder.proxy(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.getHost(), port)));
    String header = authorization(proxy);
    builder.proxyAuthenticator(
        (route, response) -> {
          boolean asked = response.request().header("Proxy-Authorization") != null;
          boolean first = "OkHttp-Preemptive".equalsIgnoreCase(scheme(response));
          ProxyRefusal.record(response);
          return header == null || asked || !first
              ? null
              : response.request().newBuilder().header("Proxy-Authorization", header).build();
        });
  }

  private static String scheme(okhttp3.Response response) {
    return response.challenges().isEmpty() ? "" : response.challenges().getFirst().scheme();
  }

  /// The value of `Proxy-Authorization`, or null for a proxy without credential.
  public static @Nullable String authorization(ForwardProxy proxy) {
    return proxy.username() == null || proxy.password() == null
        ? null
        : Credentials.basic(proxy.username(), proxy.password().reveal(), StandardCharsets.UTF_8);
  }

  /// `client`, with connections of its own that are closed after use, and `name` resolved anew.
  public static OkHttpClient unpooled(OkHttpClient client) {
    return client.newBuilder().connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS)).build();
  }

  /// `client`, to which every name resolves to `address`, on connections of its own.
  public static OkHttpClient pinned(OkHttpClient client, InetAddress address) {
    return unpooled(client).newBuilder().dns(_ -> List.of(address)).build();
  }

  /// `client`, to which `serverName` resolves as `host` does: for a certificate that carries
  /// another name than the URL.
  public static OkHttpClient resolvingAs(OkHttpClient client, String serverName, String host) {
    return client
        .newBuilder()
        .dns(name -> Dns.SYSTEM.lookup(name.equalsIgnoreCase(serverName) ? host : name))
        .build();
  }

  /// Cuts every call under way.
  public void cancelAll() {
    base.dispatcher().cancelAll();
    clients.values().forEach(client -> client.dispatcher().cancelAll());
  }

  @Override
  public void close() {
    cancelAll();
    base.connectionPool().evictAll();
    base.dispatcher().executorService().shutdown();
  }
}
