package why401.token;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.Tls;

/// Takes a light look at each identity provider every minute: a token that still runs must not hide
/// that nobody could renew it.
final class HealthLooks {
  private static final Duration PERIOD = Duration.ofSeconds(60);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Wire wire;
  private final Clocks clocks;
  private final Executor threads;
  private final Map<IssuerGate, Long> due = new ConcurrentHashMap<>();
  private final Map<IssuerGate, Boolean> looking = new ConcurrentHashMap<>();

  HealthLooks(Wire wire, Clocks clocks, Executor threads) {
    this.wire = wire;
    this.clocks = clocks;
    this.threads = threads;
  }

  void tick(Map<IssuerGate, Credential.Renewable> gates) {
    due.keySet().retainAll(gates.keySet());
    gates.forEach(this::consider);
  }

  /// The first look comes at a point of the minute that differs from issuer to issuer.
  private void consider(IssuerGate gate, Credential.Renewable sample) {
    long nanos = clocks.nanos().getAsLong();
    URI url = target(sample);
    Long at = due.computeIfAbsent(gate, g -> nanos + fraction(g.label(), PERIOD));
    if (url == null || nanos - at < 0 || !gate.spendSpare(nanos)) {
      return;
    }
    if (looking.putIfAbsent(gate, true) == null) {
      due.put(gate, nanos + PERIOD.toNanos());
      threads.execute(() -> look(gate, url, tls(sample)));
    }
  }

  private static long fraction(String label, Duration period) {
    return (long) (RenewalPolicy.fractionOf(label, 0) * period.toNanos());
  }

  private void look(IssuerGate gate, URI url, Tls tls) {
    try {
      Line line = new Line(wire, clocks, gate, new Cancellation(), TIMEOUT, () -> {});
      WireResponse response = line.exchange(WireRequest.get(url, "application/json", tls, TIMEOUT));
      boolean fine = response.status() < 500;
      gate.looked(clocks.now().wall(), fine ? null : "status " + response.status());
    } catch (WireException e) {
      gate.looked(clocks.now().wall(), String.valueOf(e.getMessage()));
    } finally {
      if (gate.lookFailed()) {
        due.computeIfPresent(gate, (g, at) -> clocks.nanos().getAsLong() + AGAIN.toNanos());
      }
      looking.remove(gate);
    }
  }

  private static @Nullable URI target(Credential.Renewable sample) {
    return switch (sample) {
      case Credential.OAuth oauth -> {
        Issuer issuer = oauth.client().issuer();
        String identifier = issuer.issuer();
        yield identifier == null ? issuer.jwksUrl() : Discovery.document(identifier);
      }
      // Every look at a login page would open a session.
      case Credential.FormLogin _ -> null;
    };
  }

  private static Tls tls(Credential.Renewable sample) {
    return switch (sample) {
      case Credential.OAuth oauth -> oauth.client().tls();
      case Credential.FormLogin login -> login.tls();
    };
  }
}
