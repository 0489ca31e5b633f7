package why401.token.source;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
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
  private final Bug bug;
  private final AtomicLong issued = new AtomicLong();
  private final OkHttpClient asItComes = new OkHttpClient();

  SoakTransport(IssuerTransport real, SoakHooks hooks, Bug bug) {
    this.real = real;
    this.hooks = hooks;
    this.bug = bug;
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
      return bug == Bug.OKHTTP_AS_IT_COMES
          ? naive(bounded, cancellation)
          : bent(real.exchange(bounded, cancellation));
    } finally {
      hooks.afterAnswer(client, attempt);
    }
  }

  /// The response as an agent with the bug would understand it.
  private IssuerResponse bent(IssuerResponse response) {
    if (bug == Bug.LOST_ANSWER_TAKEN_FOR_A_REFUSAL && response.status() >= 500) {
      return new IssuerResponse(404, response.headers(), response.body());
    }
    if (bug == Bug.SAME_TOKEN_TAKEN_FOR_FRESH) {
      String mark = SoakHooks.MARK + issued.incrementAndGet() + "\",\"token_type";
      String body = response.body().replace("\",\"token_type", mark);
      return new IssuerResponse(response.status(), response.headers(), body);
    }
    return response;
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
