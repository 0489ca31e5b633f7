package why401.token;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import why401.credential.Tls;

/// The wire of OkHttp, with everything off by which it would send a request a second time: left on,
/// it submits a refresh token twice when a connection breaks after the first.
final class OkHttpWire implements Wire {
  private final OkHttpClient base;
  private final Map<Tls, OkHttpClient> clients = new ConcurrentHashMap<>();

  OkHttpWire(OkHttpClient base) {
    this.base = base;
  }

  static OkHttpWire standard() {
    return new OkHttpWire(
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .build());
  }

  @Override
  public WireResponse exchange(WireRequest request, Cancellation cancellation)
      throws WireException {
    AtomicBoolean written = new AtomicBoolean();
    Call call =
        client(request.tls())
            .newBuilder()
            .callTimeout(request.timeout())
            .eventListener(new Written(written))
            .build()
            .newCall(toOkHttp(request));
    cancellation.onCancel(call::cancel);
    try (Response response = call.execute()) {
      return new WireResponse(response.code(), headers(response), body(response));
    } catch (InterruptedIOException e) {
      throw new WireException("no answer within " + request.timeout(), true, written.get());
    } catch (IOException e) {
      boolean cancelled = call.isCanceled();
      throw new WireException(
          cancelled ? "no answer in time" : message(e, request), cancelled, written.get());
    }
  }

  private static String message(IOException e, WireRequest request) {
    return request.url().getRawAuthority() + ": " + e.getClass().getSimpleName();
  }

  private OkHttpClient client(Tls tls) {
    return clients.computeIfAbsent(tls, options -> base);
  }

  private static Request toOkHttp(WireRequest request) {
    Request.Builder builder = new Request.Builder().url(request.url().toString());
    request.headers().forEach(builder::header);
    String body = request.body();
    return builder
        .method(request.method(), body == null ? null : new OneShot(request, body))
        .build();
  }

  private static Map<String, List<String>> headers(Response response) {
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .toMultimap()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return headers;
  }

  private static String body(Response response) throws IOException {
    BufferedSource source = response.body().source();
    source.request(WireResponse.LIMIT);
    long size = Math.min(source.getBuffer().size(), WireResponse.LIMIT);
    MediaType type = response.body().contentType();
    Charset charset = type == null ? null : type.charset(StandardCharsets.UTF_8);
    return source.getBuffer().readString(size, charset == null ? StandardCharsets.UTF_8 : charset);
  }

  @Override
  public void close() {
    base.dispatcher().cancelAll();
    base.connectionPool().evictAll();
    clients.values().forEach(client -> client.connectionPool().evictAll());
  }

  /// A body that OkHttp may write only once.
  private static final class OneShot extends RequestBody {
    private final byte[] octets;
    private final @Nullable MediaType type;

    OneShot(WireRequest request, String body) {
      this.octets = body.getBytes(StandardCharsets.UTF_8);
      String given = request.headers().get("Content-Type");
      this.type = given == null ? null : MediaType.parse(given);
    }

    @Override
    public @Nullable MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return octets.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(octets);
    }
  }

  /// Notices whether anything of the request was written.
  private static final class Written extends EventListener {
    private final AtomicBoolean written;

    Written(AtomicBoolean written) {
      this.written = written;
    }

    @Override
    public void requestHeadersStart(Call call) {
      written.set(true);
    }

    @Override
    public void connectFailed(
        Call call,
        java.net.InetSocketAddress address,
        java.net.Proxy proxy,
        okhttp3.@Nullable Protocol protocol,
        IOException failure) {
      written.set(false);
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
      written.set(false);
    }
  }
}
