package why401.probe.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.http.client.CallDeadlines;
import why401.http.client.HttpClients;
import why401.http.client.MalformedLengthException;
import why401.http.client.ProxyRefusedException;
import why401.probe.Exchange;
import why401.probe.Outcome;

/// One request and its redirects, each hop sent once. Blocking; used by one thread.
final class RedirectFollower {
  private final RequestPlan plan;
  private final Wire wire;
  private final RequestFactory requests;
  private final Veil redactor;
  private final long start;
  private final Instant began;
  private final List<Exchange.Hop> hops = new ArrayList<>();
  private String unfollowed = "";

  /// What a run is sent over, and who watches it.
  record Wire(
      OkHttpClient client,
      CallDeadlines deadlines,
      PhaseTimer trace,
      CredentialInterceptor passage,
      @Nullable InetAddress destination) {}

  /// The final answer.
  ///
  /// @param unfollowed why its redirect was not followed, empty if it is none
  record Answer(Exchange exchange, String unfollowed) {}

  RedirectFollower(RequestPlan plan, Wire wire) {
    this.plan = plan;
    this.wire = wire;
    this.requests = new RequestFactory(plan);
    this.redactor = Veil.of(plan.credentials(), ConfiguredSecrets.of(plan.probe()));
    this.start = plan.nanos().getAsLong();
    this.began = plan.wall().instant();
  }

  /// Sends, follows, reads.
  ///
  /// @throws IOException if there is no answer
  Answer answer() throws IOException {
    long end = start + plan.probe().timeout().toNanos();
    try (CallDeadlines.Deadline deadline = wire.deadlines().at(end)) {
      try {
        return answer(deadline);
      } catch (IOException e) {
        throw deadline.explain(e);
      } catch (RuntimeException e) {
        // Of the library, which then leaves the connection open.
        deadline.cancel();
        throw e;
      }
    }
  }

  private Answer answer(CallDeadlines.Deadline deadline) throws IOException {
    HttpUrl url = plan.url();
    String method = plan.method();
    while (true) {
      wire.passage().nextHop();
      try (Response response = send(url, method, deadline)) {
        HttpUrl next = next(url, response);
        if (next == null) {
          return new Answer(exchange(url, response), unfollowed);
        }
        method = RedirectPolicy.method(response.code(), method);
        url = next;
      } catch (ProxyRefusedException e) {
        return withoutBody(url, e.status(), e.headers());
      } catch (MalformedLengthException e) {
        if (e.status() < 300) {
          throw e;
        }
        return withoutBody(url, e.status(), e.headers());
      }
    }
  }

  private Answer withoutBody(HttpUrl url, int status, Headers headers) {
    BoundedBody none = new BoundedBody("", 0, false);
    return new Answer(exchange(url, status, headers, none, plan.wall().instant()), "");
  }

  /// Sends one hop; with Digest, its handshake too.
  private Response send(HttpUrl url, String method, CallDeadlines.Deadline deadline)
      throws IOException {
    Request.Builder request =
        requests
            .to(url, method)
            .tag(PhaseTimer.class, wire.trace())
            .tag(CredentialInterceptor.class, wire.passage());
    InetAddress destination = wire.destination();
    if (destination != null) {
      request.tag(HttpClients.Destination.class, new HttpClients.Destination(destination));
    }
    DigestSession digest = plan.credentialBelongsTo(url) ? plan.digest() : null;
    return digest == null
        ? call(request.build(), deadline)
        : digest.send(request.build(), step -> call(step, deadline));
  }

  private Response call(Request request, CallDeadlines.Deadline deadline) throws IOException {
    Response response = deadline.guard(wire.client().newCall(request)).execute();
    plan.cookies().store(request.url(), response.headers("Set-Cookie"));
    return response;
  }

  /// Where to go after `response`, or null if it is the final answer.
  private @Nullable HttpUrl next(HttpUrl url, Response response) {
    if (!RedirectPolicy.isRedirect(response.code())) {
      return null;
    }
    HttpUrl target = RedirectPolicy.target(url, response.header("Location"));
    if (target == null) {
      unfollowed = "; it leads nowhere that HTTP goes";
      return null;
    }
    boolean named = plan.mayAsk(target);
    boolean tooMany = hops.size() >= RedirectPolicy.MOST;
    boolean follow = plan.followRedirects() && named && !tooMany;
    boolean kept = follow && plan.credentialBelongsTo(url) && plan.credentialBelongsTo(target);
    hops.add(new Exchange.Hop(response.code(), plan.shown(url), plan.shown(target), kept));
    if (plan.followRedirects() && !follow) {
      unfollowed =
          tooMany
              ? "; endless redirects: after %d there is still another"
                  .formatted(RedirectPolicy.MOST)
              : "; the redirect to %s was not followed: the configuration does not name that origin"
                  .formatted(RedirectPolicy.origin(target));
    }
    return follow ? target : null;
  }

  private Exchange exchange(HttpUrl url, Response response) throws IOException {
    Instant received = plan.wall().instant();
    BoundedBody body = BoundedBody.of(response);
    return exchange(url, response.code(), response.headers(), body, received);
  }

  private Exchange exchange(
      HttpUrl url, int status, Headers headers, BoundedBody body, Instant received) {
    List<Header> lines = new ArrayList<>(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      lines.add(new Header(name, redactor.over(name, headers.value(i))));
    }
    return new Exchange(
        wire.passage().sent(began),
        received,
        plan.shown(url),
        new HttpResponse(status, lines, redactor.over(body.text())),
        body.length(),
        body.more(),
        hops,
        wire.trace().address(),
        wire.trace().tls(),
        Duration.ofNanos(plan.nanos().getAsLong() - start),
        wire.trace().phases());
  }

  /// How the run ended without an answer.
  Outcome.Unreachable failed(NetworkFailure failed) {
    return new Outcome.Unreachable(
        wire.passage().sent(began),
        plan.wall().instant(),
        failed.failure(),
        failed.detail(),
        Duration.ofNanos(plan.nanos().getAsLong() - start),
        wire.trace().phases());
  }
}
