package why401.probe;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import why401.token.Proof;
import why401.transport.NoSecondAttempt;
import why401.transport.ProxyRefusal;

/// One request and its redirects, each hop sent once. Blocking; used by one thread.
final class Run {
  private static final long MOST_BODY = 1024 * 1024;
  private static final int MOST_TEXT = 64 * 1024;

  private final Plan plan;
  private final OkHttpClient client;
  private final Trace trace;
  private final long deadline;
  private final List<Exchange.Hop> hops = new ArrayList<>();
  private final ProxyRefusal proxyRefusal = new ProxyRefusal();
  private boolean answeredChallenge;

  /// What is to be sent.
  ///
  /// @param url without a key in its query
  /// @param origins that may be asked
  /// @param digest the handshake to use, or null
  record Plan(
      Probe probe,
      HttpUrl url,
      String method,
      Proof proof,
      boolean followRedirects,
      java.util.Set<String> origins,
      Cookies cookies,
      @Nullable DigestHandshake digest,
      Timing timing) {}

  /// Clocks of a run.
  record Timing(java.time.InstantSource wall, java.util.function.LongSupplier nanos) {}

  Run(Plan plan, OkHttpClient client, Trace trace) {
    this.plan = plan;
    this.client = client;
    this.trace = trace;
    this.deadline = plan.timing().nanos().getAsLong() + plan.probe().timeout().toNanos();
  }

  /// Sends, follows, reads.
  ///
  /// @throws IOException if there is no answer
  Exchange exchange() throws IOException {
    long start = plan.timing().nanos().getAsLong();
    Instant leftAt = plan.timing().wall().instant();
    HttpUrl url = plan.url();
    String method = plan.method();
    boolean shownFirst = !plan.proof().scheme().isEmpty();
    while (true) {
      boolean ours = Redirects.origin(url).equals(Redirects.origin(plan.url()));
      try (Response response = send(request(url, method, ours), ours)) {
        plan.cookies().store(url, response.headers());
        HttpUrl next = next(url, response);
        if (next == null) {
          Sent sent = sent(leftAt, shownFirst, shownFirst && ours);
          return answer(response, url, sent, start);
        }
        method = Redirects.method(response.code(), method);
        url = next;
      } catch (IOException e) {
        if (proxyRefusal.refused()) {
          return refusedByProxy(url, sent(leftAt, false, false), start);
        }
        throw e;
      }
    }
  }

  private Request request(HttpUrl url, String method, boolean ours) {
    HttpUrl full = ours ? ProofWriter.url(url, plan.proof()) : url;
    Request.Builder request =
        new Request.Builder()
            .url(full)
            .tag(Trace.class, trace)
            .tag(ProxyRefusal.class, proxyRefusal)
            .header("User-Agent", OkHttpProber.USER_AGENT);
    plan.probe().headers().forEach(request::header);
    if (ours) {
      ProofWriter.write(plan.proof(), request);
    }
    List<String> shown = ours ? ProofWriter.cookies(plan.proof()) : List.of();
    String cookies = plan.cookies().header(url, shown, plan.timing().wall().millis());
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookies);
    }
    return request.method(method, body(method)).build();
  }

  private @Nullable RequestBody body(String method) {
    String text = plan.probe().body();
    boolean takesBody = !method.equals("GET") && !method.equals("HEAD");
    return takesBody ? new OnceBody(text == null ? "" : text, mediaType()) : null;
  }

  private @Nullable MediaType mediaType() {
    return plan.probe().headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
        .map(header -> MediaType.parse(header.getValue()))
        .findFirst()
        .orElse(null);
  }

  /// Sends one hop; with Digest, answers its challenge.
  private Response send(Request request, boolean ours) throws IOException {
    DigestHandshake digest = ours ? plan.digest() : null;
    if (digest == null) {
      return call(request);
    }
    Request first = digest.begin(request);
    Response response = call(first);
    while (response.code() == 401) {
      Request next = digest.answer(request, response, answeredChallenge);
      if (next == null || hops.size() > Redirects.MOST) {
        return response;
      }
      answeredChallenge = true;
      response.close();
      response = call(next);
      if (response.code() == 401) {
        // One stale nonce may follow the first challenge; a second one is the server's fault.
        Request again = digest.answer(request, response, true);
        if (again == null) {
          return response;
        }
        response.close();
        return call(again);
      }
    }
    return response;
  }

  private Response call(Request request) throws IOException {
    long left = deadline - plan.timing().nanos().getAsLong();
    if (left <= 0) {
      throw new java.io.InterruptedIOException("timeout");
    }
    Call call = client.newCall(request);
    call.timeout().timeout(left, TimeUnit.NANOSECONDS);
    return call.execute();
  }

  /// Where to go after `response`, or null if it is the final answer.
  private @Nullable HttpUrl next(HttpUrl url, Response response) {
    if (!Redirects.isRedirect(response.code())) {
      return null;
    }
    HttpUrl target = Redirects.target(url, response.header("Location"));
    if (target == null) {
      return null;
    }
    boolean named = plan.origins().contains(Redirects.origin(target));
    boolean kept = Redirects.origin(target).equals(Redirects.origin(plan.url()));
    boolean tooMany = hops.size() >= Redirects.MOST;
    boolean follow = plan.followRedirects() && named && !tooMany;
    hops.add(
        new Exchange.Hop(
            response.code(), shown(url), shown(target), follow && kept && shownAtAll()));
    return follow ? target : null;
  }

  private boolean shownAtAll() {
    return !plan.proof().scheme().isEmpty();
  }

  private URI shown(HttpUrl url) {
    return ProofWriter.shown(url, plan.proof()).uri();
  }

  private Sent sent(Instant at, boolean first, boolean last) {
    Proof proof = plan.proof();
    String tokenId =
        switch (proof) {
          case Proof.AccessToken access -> access.token().id();
          case Proof.Session session -> session.token().id();
          case Proof.None _, Proof.Basic _, Proof.Digest _, Proof.Key _, Proof.StaticBearer _ ->
              null;
        };
    String credential = shownAtAll() ? plan.probe().credential() : null;
    return new Sent(
        at,
        plan.method(),
        shown(plan.url()),
        credential,
        proof.scheme(),
        proof.fingerprint(),
        tokenId,
        first,
        last);
  }

  private Exchange answer(Response response, HttpUrl url, Sent sent, long start)
      throws IOException {
    Instant received = plan.timing().wall().instant();
    Buffer body = new Buffer();
    boolean more = read(response.body().source(), body);
    long length = Math.min(body.size(), MOST_BODY);
    Charset charset = charset(response.body().contentType());
    String text = new String(body.readByteArray(Math.min(length, MOST_TEXT)), charset);
    return exchange(response.code(), response.headers(), url, sent, start, received)
        .withBody(text, length, more);
  }

  private static Charset charset(@Nullable MediaType type) {
    Charset declared = type == null ? null : type.charset(StandardCharsets.UTF_8);
    return declared == null ? StandardCharsets.UTF_8 : declared;
  }

  /// Reads up to the bound; tells whether there is more.
  private static boolean read(BufferedSource source, Buffer into) throws IOException {
    while (into.size() <= MOST_BODY) {
      if (source.read(into, 8192) < 0) {
        return false;
      }
    }
    return true;
  }

  private Exchange refusedByProxy(HttpUrl url, Sent sent, long start) {
    return exchange(
        proxyRefusal.status(),
        proxyRefusal.headers(),
        url,
        sent,
        start,
        plan.timing().wall().instant());
  }

  private Exchange exchange(
      int status, Headers headers, HttpUrl url, Sent sent, long start, Instant received) {
    List<Exchange.Header> lines = new ArrayList<>(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      lines.add(new Exchange.Header(NoSecondAttempt.restored(headers.name(i)), headers.value(i)));
    }
    return new Exchange(
        sent,
        received,
        shown(url),
        status,
        lines,
        "",
        0,
        false,
        hops,
        trace.address(),
        trace.tls(),
        Duration.ofNanos(plan.timing().nanos().getAsLong() - start),
        trace.phases());
  }
}
