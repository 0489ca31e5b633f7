package why401.token.issuer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import why401.http.client.HttpClients;
import why401.http.client.ReceiveLimitException;
import why401.http.client.TlsFileException;

/// A transport on OkHttp, with everything disabled by which it would send a request twice: left on,
/// it submits a refresh token twice when a connection breaks after the first.
public final class OkHttpIssuerTransport implements IssuerTransport {
  private final HttpClients clients;

  OkHttpIssuerTransport(HttpClients clients) {
    this.clients = clients;
  }

  /// On its own connections: probes do not share them.
  public static OkHttpIssuerTransport standard() {
    return new OkHttpIssuerTransport(
        new HttpClients(OkHttpIssuerTransport::listener, List.of(), System::nanoTime));
  }

  private static EventListener listener(Call call) {
    Written written = call.request().tag(Written.class);
    return written == null ? EventListener.NONE : written;
  }

  @Override
  public IssuerResponse exchange(IssuerRequest request, Cancellation cancellation)
      throws IssuerTransportException {
    AtomicBoolean written = new AtomicBoolean();
    Call call = call(request, written);
    cancellation.onCancel(call::cancel);
    try (Response response = call.execute()) {
      return new IssuerResponse(response.code(), headers(response), body(response));
    } catch (InterruptedIOException e) {
      throw new IssuerTransportException(
          "no response within " + request.timeout(), true, written.get());
    } catch (IOException e) {
      boolean cancelled = call.isCanceled();
      throw new IssuerTransportException(
          cancelled ? "no response in time" : message(e, request), cancelled, written.get());
    } catch (RuntimeException e) {
      // Of the library, on a response that it did not foresee: it leaves the connection open.
      call.cancel();
      throw new IssuerTransportException(message(e, request), false, written.get());
    }
  }

  private static String message(Exception e, IssuerRequest request) {
    String what =
        ReceiveLimitException.isBehind(e)
            ? "the answer has no end: it was cut after " + ReceiveLimitException.LIMIT
            : e.getClass().getSimpleName();
    return request.url().getRawAuthority() + ": " + what;
  }

  private Call call(IssuerRequest request, AtomicBoolean written) throws IssuerTransportException {
    OkHttpClient client;
    try {
      client = clients.pooled(request.tls(), null, String.valueOf(request.url().getHost()));
    } catch (TlsFileException e) {
      throw new IssuerTransportException(String.valueOf(e.getMessage()), false, false);
    }
    HttpUrl url = HttpUrl.get(request.url().toString());
    Request.Builder builder = new Request.Builder().header("User-Agent", HttpClients.USER_AGENT);
    request.headers().forEach(builder::header);
    String body = request.body();
    return client
        .newBuilder()
        .callTimeout(request.timeout())
        .build()
        .newCall(
            builder
                .url(url)
                .tag(Written.class, new Written(written))
                .method(request.method(), body == null ? null : new OneShot(request, body))
                .build());
  }

  private static Map<String, List<String>> headers(Response response) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (int i = 0; i < response.headers().size(); i++) {
      String name = response.headers().name(i);
      headers
          .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(response.headers().value(i));
    }
    return headers;
  }

  private static String body(Response response) throws IOException {
    BufferedSource source = response.body().source();
    source.request(IssuerResponse.LIMIT);
    long size = Math.min(source.getBuffer().size(), IssuerResponse.LIMIT);
    MediaType type = response.body().contentType();
    Charset charset = type == null ? null : type.charset(StandardCharsets.UTF_8);
    return source.getBuffer().readString(size, charset == null ? StandardCharsets.UTF_8 : charset);
  }

  @Override
  public void close() {
    clients.close();
  }

  /// A body that OkHttp may write only once.
  private static final class OneShot extends RequestBody {
    private final byte[] octets;
    private final @Nullable MediaType type;

    OneShot(IssuerRequest request, String body) {
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
