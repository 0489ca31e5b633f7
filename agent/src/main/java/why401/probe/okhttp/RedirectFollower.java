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
import why401.credential.secret.Redactor;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.http.client.CallDeadlines;
import why401.http.client.HttpClients;
import why401.http.client.MalformedLengthException;
import why401.http.client.ProxyRefusedException;
import why401.probe.Exchange;
import why401.probe.Outcome;

/// Sends one request and follows its redirects, each hop sent once. Blocking; for one thread.
final class RedirectFollower {
  private final RequestPlan plan;
  private final Transport transport;
  private final RequestFactory requests;
  private final Redactor redactor;
  private final RequestSignatures signatures;
  private final long start;
  private final Instant began;
  private final List<Exchange.Hop> hops = new ArrayList<>();
  private String unfollowed = "";

  /// The client that sends the requests, and what observes them.
  record Transport(
      OkHttpClient client,
      CallDeadlines deadlines,
      PhaseTimer timer,
      CredentialInterceptor interceptor,
      @Nullable InetAddress destination) {}

  RedirectFollower(RequestPlan plan, Transport transport) {
    this.plan = plan;
    this.transport = transport;
    this.requests = new RequestFactory(plan);
    this.redactor = Redactor.of(plan.credentials().secrets());
    ConfiguredSecrets.of(plan.probe()).forEach(redactor::add);
    this.signatures = new RequestSignatures(plan, redactor);
    this.start = plan.nanos().getAsLong();
    this.began = plan.wall().instant();
  }

  /// Sends the request, follows its redirects and reads the final response.
  ///
  /// @throws IOException if there is no response
  Exchange exchange() throws IOException {
    long end = start + plan.probe().timeout().toNanos();
    try (CallDeadlines.Deadline deadline = transport.deadlines().at(end)) {
      try {
        return exchange(deadline);
      } catch (IOException e) {
        throw deadline.explain(e);
      } catch (RuntimeException e) {
        // Of the library, which then leaves the connection open.
        deadline.cancel();
        throw e;
      }
    }
  }

  private Exchange exchange(CallDeadlines.Deadline deadline) throws IOException {
    HttpUrl url = plan.url();
    String method = plan.method();
    while (true) {
      transport.interceptor().nextHop();
      try (Response response = send(url, method, deadline)) {
        HttpUrl next = next(url, response);
        if (next == null) {
          return exchange(url, response);
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

  private Exchange withoutBody(HttpUrl url, int status, Headers headers) {
    unfollowed = "";
    BoundedBody none = new BoundedBody("", 0, false);
    return exchange(url, status, headers, none, plan.wall().instant());
  }

  /// Why the redirect of the final response was not followed; empty if it is not a redirect.
  String unfollowed() {
    return unfollowed;
  }

  /// Sends one hop; with Digest, its handshake too.
  private Response send(HttpUrl url, String method, CallDeadlines.Deadline deadline)
      throws IOException {
    Request.Builder request =
        requests
            .to(url, method)
            .tag(PhaseTimer.class, transport.timer())
            .tag(CredentialInterceptor.class, transport.interceptor());
    InetAddress destination = transport.destination();
    if (destination != null) {
      request.tag(HttpClients.Destination.class, new HttpClients.Destination(destination));
    }
    DigestSession digest = plan.credentialBelongsTo(url) ? plan.digest() : null;
    Duration left = Duration.ofNanos(start - plan.nanos().getAsLong()).plus(plan.probe().timeout());
    return digest == null
        ? signatures.send(url, request.build(), left, step -> call(step, deadline))
        : digest.send(request.build(), step -> call(step, deadline));
  }

  private Response call(Request request, CallDeadlines.Deadline deadline) throws IOException {
    Response response = deadline.guard(transport.client().newCall(request)).execute();
    plan.cookies().store(request.url(), response.headers("Set-Cookie"));
    return response;
  }

  /// Where to go after `response`, or null if it is the final one.
  private @Nullable HttpUrl next(HttpUrl url, Response response) {
    if (!RedirectPolicy.isRedirect(response.code())) {
      return null;
    }
    HttpUrl target = RedirectPolicy.target(url, response.header("Location"));
    if (target == null) {
      unfollowed = "; its Location is not an HTTP URL";
      return null;
    }
    boolean named = plan.mayAsk(target);
    boolean tooMany = hops.size() >= RedirectPolicy.MOST;
    boolean follow = plan.followRedirects() && named && !tooMany;
    boolean kept = follow && plan.credentialBelongsTo(url) && plan.credentialBelongsTo(target);
    hops.add(new Exchange.Hop(response.code(), plan.redacted(url), plan.redacted(target), kept));
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
      lines.add(new Header(name, redactor.header(name, headers.value(i))));
    }
    return new Exchange(
        transport.interceptor().sent(began),
        received,
        plan.redacted(url),
        new HttpResponse(status, lines, redactor.redact(body.text())),
        body.length(),
        body.more(),
        hops,
        transport.timer().address(),
        transport.timer().tls(),
        Duration.ofNanos(plan.nanos().getAsLong() - start),
        transport.timer().phases());
  }

  /// The outcome of a run without a response.
  Outcome.Unreachable failed(NetworkFailure failed) {
    return new Outcome.Unreachable(
        transport.interceptor().sent(began),
        plan.wall().instant(),
        failed.failure(),
        failed.detail(),
        Duration.ofNanos(plan.nanos().getAsLong() - start),
        transport.timer().phases());
  }
}
