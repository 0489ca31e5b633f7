package why401.token.source;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import why401.token.issuer.Cancellation;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerTransport;
import why401.token.issuer.IssuerTransportException;

/// The real wire in accelerated time: the agent's watchdog ends what takes too long, by its own
/// clock, so that real time only bounds what has gone wrong with the soak itself.
final class SoakTransport implements IssuerTransport {
  private static final Duration REAL_BOUND = Duration.ofSeconds(25);

  private final IssuerTransport real;
  private final SoakHooks hooks;
  private final boolean defaults;
  private final OkHttpClient asItComes = new OkHttpClient();

  SoakTransport(IssuerTransport real, SoakHooks hooks, boolean defaults) {
    this.real = real;
    this.hooks = hooks;
    this.defaults = defaults;
  }

  @Override
  public IssuerResponse exchange(IssuerRequest request, Cancellation cancellation)
      throws IssuerTransportException {
    String client = ScriptedIssuerTransport.form(request.body()).getOrDefault("client_id", "");
    long attempt = hooks.beforeSending(client);
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.put(SoakHooks.ATTEMPT, Long.toString(attempt));
    IssuerRequest bounded =
        new IssuerRequest(
            request.method(), request.url(), headers, request.body(), request.tls(), REAL_BOUND);
    try {
      return defaults ? naive(bounded, cancellation) : real.exchange(bounded, cancellation);
    } finally {
      hooks.afterAnswer(client, attempt);
    }
  }

  private IssuerResponse naive(IssuerRequest request, Cancellation cancellation)
      throws IssuerTransportException {
    Request.Builder builder = new Request.Builder().url(request.url().toString());
    request.headers().forEach(builder::header);
    String type = request.headers().getOrDefault("Content-Type", "application/json");
    String body = request.body();
    builder.method(
        request.method(), body == null ? null : RequestBody.create(body, MediaType.parse(type)));
    Call call = asItComes.newCall(builder.build());
    cancellation.onCancel(call::cancel);
    try (Response response = call.execute()) {
      Map<String, List<String>> headers = new TreeMap<>(response.headers().toMultimap());
      return new IssuerResponse(response.code(), headers, response.body().string());
    } catch (IOException e) {
      throw new IssuerTransportException(e.getClass().getSimpleName(), false, true);
    }
  }

  @Override
  public void close() {
    real.close();
  }
}
