package why401.http.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;

/// A forward proxy, spoken to over plain HTTP: `https` targets through a tunnel (RFC 9110, 9.3.6),
/// others by absolute request targets.
///
/// @param username for Basic, or null for a proxy that asks for nothing
public record ForwardProxy(URI url, @Nullable String username, @Nullable Secret password) {
  private static final String AUTHORIZATION = "Proxy-Authorization";
  private static final String PREEMPTIVE = "OkHttp-Preemptive";

  void configure(OkHttpClient.Builder builder) {
    int port = url.getPort() < 0 ? 80 : url.getPort();
    builder
        .proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.getHost(), port)))
        .proxyAuthenticator(this::tunnel)
        .addNetworkInterceptor(this::plain);
  }

  /// Asked by OkHttp before it opens a tunnel, and again if that is refused.
  private @Nullable Request tunnel(@Nullable Route route, Response response) throws IOException {
    boolean before =
        response.challenges().stream()
            .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase(PREEMPTIVE));
    if (!before) {
      throw new ProxyRefusedException(response.code(), response.headers());
    }
    String value = authorization();
    return value == null
        ? null
        : response.request().newBuilder().header(AUTHORIZATION, value).build();
  }

  private Response plain(Interceptor.Chain chain) throws IOException {
    String value = authorization();
    boolean tunnelled = chain.request().isHttps();
    return chain.proceed(
        value == null || tunnelled
            ? chain.request()
            : chain.request().newBuilder().header(AUTHORIZATION, value).build());
  }

  private @Nullable String authorization() {
    return username == null || password == null
        ? null
        : Credentials.basic(username, password.reveal(), StandardCharsets.UTF_8);
  }
}
