package why401.server.security;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.UnauthorizedResponse;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What every request passes first: headers that keep browsers strict, then the protection.
public final class RequestFilter implements Handler {
  public static final int MOST_BODY_BYTES = 64 * 1024;
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  /// Of every response, one that reaches no route included.
  public static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final ReloadableWebConfig protection;
  private final String host;

  /// @param host that is served, as configured
  public RequestFilter(ReloadableWebConfig protection, String host) {
    this.protection = protection;
    this.host = host;
  }

  @Override
  public void handle(Context ctx) {
    HEADERS.forEach(ctx::header);
    checkOrigin(ctx);
    protection.follow();
    protection.config().headers().forEach(ctx::header);
    checkCertificate(ctx);
    authenticate(ctx, protection.auth());
    checkBody(ctx);
  }

  private static void authenticate(Context ctx, BasicAuthenticator auth) {
    if (!auth.enabled()) {
      return;
    }
    switch (auth.admit(ctx.header("Authorization"), ctx.ip())) {
      case ADMITTED -> {}
      case REFUSED -> {
        ctx.header("WWW-Authenticate", "Basic realm=\"why401\", charset=\"UTF-8\"");
        throw new UnauthorizedResponse("A user name and password are needed.");
      }
      case TOO_MANY_GUESSES -> {
        ctx.header("Retry-After", String.valueOf(GuessLimiter.PACE.toSeconds()));
        throw new HttpResponseException(
            429, "Too many wrong passwords from this address; the next one is checked later.");
      }
    }
  }

  /// No route reads a body. One of unknown length could only hide where the request ends.
  private static void checkBody(Context ctx) {
    if (ctx.header("Transfer-Encoding") != null) {
      ctx.header("Connection", "close");
      throw new HttpResponseException(411, "A body needs a Content-Length here.");
    }
    if (ctx.contentLength() > MOST_BODY_BYTES) {
      ctx.header("Connection", "close");
      throw new HttpResponseException(413, "The body is larger than 64 KiB.");
    }
  }

  private void checkOrigin(Context ctx) {
    boolean reads = READS.contains(ctx.req().getMethod());
    if (!reads
        && !OriginCheck.allows(
            ctx.header("Origin"), ctx.header("Sec-Fetch-Site"), ctx.header("Host"), host)) {
      throw new ForbiddenResponse("A page of another site may change nothing here.");
    }
  }

  private void checkCertificate(Context ctx) {
    WebConfig.TlsServer tls = protection.config().tls();
    if (tls == null) {
      return;
    }
    List<String> allowed = tls.sans();
    if (!allowed.isEmpty()
        && !(ctx.req().getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
            && chain.length > 0
            && names(chain[0]).anyMatch(allowed::contains))) {
      throw new ForbiddenResponse("The client certificate does not belong to an allowed client.");
    }
  }

  private static java.util.stream.Stream<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? java.util.stream.Stream.empty()
          : names.stream().map(name -> String.valueOf(name.get(1)));
    } catch (CertificateParsingException e) {
      return java.util.stream.Stream.empty();
    }
  }
}
