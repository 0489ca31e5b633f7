package why401.token.source;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.TlsOptions;
import why401.io.StableHash;
import why401.time.PairedClock;
import why401.token.issuer.Cancellation;
import why401.token.issuer.IssuerLimiter;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransport;
import why401.token.issuer.IssuerTransportException;
import why401.token.oauth.IssuerMetadata;

/// Checks each identity provider with a light request every minute: a token that is still valid
/// must not hide that it could not be renewed.
final class IssuerHealthCheck {
  private static final Duration PERIOD = Duration.ofSeconds(60);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final IssuerTransport transport;
  private final PairedClock clocks;
  private final Executor threads;
  private final Map<IssuerLimiter, Long> due = new ConcurrentHashMap<>();
  private final Map<IssuerLimiter, Boolean> running = new ConcurrentHashMap<>();

  IssuerHealthCheck(IssuerTransport transport, PairedClock clocks, Executor threads) {
    this.transport = transport;
    this.clocks = clocks;
    this.threads = threads;
  }

  void tick(Map<IssuerLimiter, Credential.Renewable> limiters) {
    due.keySet().retainAll(limiters.keySet());
    limiters.forEach(this::consider);
  }

  /// The first check is at a point of the minute that differs from issuer to issuer.
  private void consider(IssuerLimiter limiter, Credential.Renewable sample) {
    long nanos = clocks.nanos().getAsLong();
    URI url = target(sample);
    Long at = due.computeIfAbsent(limiter, g -> nanos + fraction(g.label(), PERIOD));
    if (url == null || nanos - at < 0 || !limiter.tryCountOptionalRequest(nanos)) {
      return;
    }
    if (running.putIfAbsent(limiter, true) == null) {
      due.put(limiter, nanos + PERIOD.toNanos());
      threads.execute(() -> check(limiter, url, tls(sample)));
    }
  }

  private static long fraction(String label, Duration period) {
    return (long) (StableHash.fraction(label, 0) * period.toNanos());
  }

  private void check(IssuerLimiter limiter, URI url, TlsOptions tls) {
    try {
      IssuerSession session =
          new IssuerSession(transport, clocks, limiter, new Cancellation(), TIMEOUT, () -> {});
      IssuerResponse response =
          session.exchange(IssuerRequest.get(url, "application/json", tls, TIMEOUT));
      boolean fine = response.status() < 500;
      limiter.recordHealthCheck(clocks.now().wall(), fine ? null : "status " + response.status());
    } catch (IssuerTransportException e) {
      limiter.recordHealthCheck(clocks.now().wall(), String.valueOf(e.getMessage()));
    } finally {
      if (limiter.healthCheckFailed()) {
        due.computeIfPresent(limiter, (g, at) -> clocks.nanos().getAsLong() + AGAIN.toNanos());
      }
      running.remove(limiter);
    }
  }

  private static @Nullable URI target(Credential.Renewable sample) {
    return switch (sample) {
      case Credential.OAuth oauth -> {
        Issuer issuer = oauth.client().issuer();
        String identifier = issuer.issuer();
        yield identifier == null ? issuer.jwksUrl() : IssuerMetadata.document(identifier);
      }
      // Every request for a login page would open a session.
      case Credential.Login _ -> null;
      // A KDC does not speak HTTP.
      case Credential.Negotiate _ -> null;
      // Any request is one for keys.
      case Credential.AwsWebIdentity _ -> null;
    };
  }

  private static TlsOptions tls(Credential.Renewable sample) {
    return switch (sample) {
      case Credential.OAuth oauth -> oauth.client().tls();
      case Credential.Login login -> login.tls();
      case Credential.Negotiate _ -> TlsOptions.DEFAULT;
      case Credential.AwsWebIdentity identity -> identity.tls();
    };
  }
}
