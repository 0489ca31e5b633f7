package why401.probe.okhttp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import why401.http.Header;
import why401.probe.Probe;
import why401.probe.SentRequest;
import why401.response.statement.RequestContext;
import why401.token.Credentials;
import why401.token.Token;
import why401.token.TokenListener;

/// Network interceptor of one run, called once the connection is established and just before the
/// request is written. Records whether the request carries the credential, and stops an expired
/// token. Attached to the run's requests as a tag.
final class CredentialInterceptor {
  private final RequestPlan plan;
  private final TokenListener listener;
  private final String written;
  private int hop;
  private boolean onFirstHop;
  private boolean onLastHop;
  private @Nullable Instant left;

  CredentialInterceptor(RequestPlan plan, TokenListener listener) {
    this.plan = plan;
    this.listener = listener;
    this.written = written(plan.probe());
  }

  /// The scheme of a credential in the configured headers or URL of a probe without a credential;
  /// empty if there is none.
  private static String written(Probe probe) {
    if (probe.credential() != null) {
      return "";
    }
    List<Header> headers =
        probe.headers().entrySet().stream()
            .map(header -> new Header(header.getKey(), header.getValue()))
            .toList();
    String scheme = RequestContext.guess(probe.url().toString(), headers, "").scheme();
    return scheme == null ? "" : scheme;
  }

  /// Network interceptor.
  static Response guard(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    CredentialInterceptor passage = request.tag(CredentialInterceptor.class);
    if (passage != null) {
      passage.leaving(request);
    }
    return chain.proceed(request);
  }

  /// The next request begins; with Digest it may take several attempts.
  void nextHop() {
    hop++;
    onLastHop = false;
  }

  private void leaving(Request request) throws IOException {
    Instant now = plan.wall().instant();
    check(request, now);
    if (carries(request)) {
      onLastHop = true;
      onFirstHop = onFirstHop || hop == 1;
    }
    left = left == null ? now : left;
  }

  private void check(Request request, Instant now) throws IOException {
    for (Token token : plan.tokensFor(request.url())) {
      Duration remaining = Duration.between(now, token.expiresAt());
      if (!remaining.isPositive()) {
        throw new ExpiredTokenException();
      }
      if (!onFirstHop) {
        listener.used(token, remaining);
      }
    }
  }

  private boolean carries(Request request) {
    return switch (plan.credentials()) {
      case Credentials.None _ -> !written.isEmpty() && hop == 1;
      case Credentials.Placed placed -> carries(request, placed.written());
      case Credentials.Basic _, Credentials.Digest _ -> carries(request, "Authorization");
      case Credentials.Signed _ ->
          carries(request, "Authorization") || carries(request, "Signature");
      case Credentials.Key key -> carries(request, key);
      case Credentials.Body _ -> plan.credentialBelongsTo(request.url()) && request.body() != null;
      case Credentials.Session session ->
          plan.credentialBelongsTo(request.url())
              && !session.cookiesFor(request.url().uri()).isEmpty();
    };
  }

  private boolean carries(Request request, String header) {
    return plan.credentialBelongsTo(request.url()) && request.header(header) != null;
  }

  private boolean carries(Request request, Credentials.Key key) {
    String found =
        switch (key.in()) {
          case HEADER -> request.header(key.parameter());
          case QUERY -> request.url().queryParameter(key.parameter());
          case COOKIE -> request.header("Cookie");
        };
    return plan.credentialBelongsTo(request.url()) && found != null;
  }

  /// What was sent so far.
  SentRequest sent(Instant began) {
    Credentials credentials = plan.credentials();
    Token token = plan.token();
    return new SentRequest(
        left == null ? began : left,
        plan.method(),
        plan.redacted(plan.url()),
        plan.withCredential() ? plan.probe().credential() : null,
        credentials.scheme().isEmpty() ? written : credentials.scheme(),
        credentials.fingerprint(),
        token == null ? null : token.id(),
        onFirstHop,
        onLastHop);
  }

  /// The token expired before the request was written; nothing was sent.
  static final class ExpiredTokenException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
