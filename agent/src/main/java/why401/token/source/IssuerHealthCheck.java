package why401.token.source;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
  private final Consumer<IssuerLimiter> restored;
  private final Map<IssuerLimiter, Long> due = new ConcurrentHashMap<>();
  private final Map<IssuerLimiter, Boolean> running = new ConcurrentHashMap<>();

  /// @param restored takes the limiter of an issuer that responds after it did not
  IssuerHealthCheck(
      IssuerTransport transport,
      PairedClock clocks,
      Executor threads,
      Consumer<IssuerLimiter> restored) {
    this.transport = transport;
    this.clocks = clocks;
    this.threads = threads;
    this.restored = restored;
  }

  void tick(Map<IssuerLimiter, Credential.Renewable> limiters) {
    due.keySet().retainAll(limiters.keySet());
    limiters.forEach(this::consider);
  }

  /// The first check is at a point of the minute that differs from issuer to issuer.
  private void consider(IssuerLimiter limiter, Credential.Renewable sample) {
    long nanos = clocks.nanos().getAsLong();
    boolean down = limiter.down();
    URI url = down ? whileDown(sample) : target(sample);
    long at = due.computeIfAbsent(limiter, g -> nanos + fraction(g.label(), PERIOD));
    boolean waits = nanos - at < 0 && !(down && at - nanos > AGAIN.toNanos());
    if (url == null || waits || !limiter.tryCountOptionalRequest(nanos)) {
      return;
    }
    if (running.putIfAbsent(limiter, true) == null) {
      due.put(limiter, nanos + (down ? AGAIN : PERIOD).toNanos());
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
      boolean failed = limiter.healthCheckFailed();
      limiter.recordHealthCheck(clocks.now().wall(), fine ? null : "status " + response.status());
      if (fine && failed) {
        limiter.trialNow();
        restored.accept(limiter);
      }
    } catch (IssuerTransportException e) {
      limiter.recordHealthCheck(clocks.now().wall(), String.valueOf(e.getMessage()));
    } finally {
      if (limiter.healthCheckFailed()) {
        due.computeIfPresent(limiter, (g, at) -> clocks.nanos().getAsLong() + AGAIN.toNanos());
      }
      running.remove(limiter);
    }
  }

  /// An issuer that does not respond opens no session, so anything of it may be asked.
  private static @Nullable URI whileDown(Credential.Renewable sample) {
    return switch (sample) {
      case Credential.OAuth oauth -> {
        URI usual = target(sample);
        yield usual == null ? oauth.client().issuer().tokenUrl() : usual;
      }
      case Credential.Login login -> login.loginUrl();
      // A KDC does not speak HTTP, and any request to a token service is one for keys.
      case Credential.Negotiate _ -> null;
      case Credential.AwsWebIdentity _ -> null;
    };
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
