package why401.token.source;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.time.ClockReading;
import why401.time.PairedClock;
import why401.token.issuer.Cancellation;
import why401.token.issuer.IssuerLimiter;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.IssuerTransport;
import why401.token.oauth.AnonymousTokenRequest;
import why401.token.renewal.RenewableCredential;

/// While a provider rejects a client, asks it without any secret whether its answer has changed:
/// every ten seconds in the first hour, then once a minute.
final class SuspensionCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SuspensionCheck.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Duration LATER = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final IssuerTransport transport;
  private final PairedClock clocks;
  private final Executor threads;
  private final AnonymousTokenRequest request;
  private final Consumer<String> changed;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();

  /// What is known of one suspended credential.
  ///
  /// @param answer the last one, empty before the first
  private record Watched(long began, long asked, String answer) {}

  /// @param changed takes the name of a credential that is answered differently now
  SuspensionCheck(
      IssuerTransport transport,
      PairedClock clocks,
      Executor threads,
      AnonymousTokenRequest request,
      Consumer<String> changed) {
    this.transport = transport;
    this.clocks = clocks;
    this.threads = threads;
    this.request = request;
    this.changed = changed;
  }

  void tick(Collection<RenewableCredential> renewables) {
    ClockReading now = clocks.now();
    Set<String> suspended = ConcurrentHashMap.newKeySet();
    for (RenewableCredential renewable : renewables) {
      if (renewable.retry().suspended()
          && renewable.credential() instanceof Credential.OAuth credential
          && !(credential.client().authentication() instanceof ClientAuthentication.MutualTls)) {
        suspended.add(renewable.name());
        consider(renewable, credential, now.nanos());
      }
    }
    watched.keySet().retainAll(suspended);
  }

  private void consider(RenewableCredential renewable, Credential.OAuth credential, long nanos) {
    Watched known =
        watched.computeIfAbsent(
            renewable.name(), _ -> new Watched(nanos, nanos - PERIOD.toNanos(), ""));
    Duration period = nanos - known.began() < PATIENCE.toNanos() ? PERIOD : LATER;
    IssuerLimiter limiter = renewable.limiter();
    if (nanos - known.asked() < period.toNanos()
        || limiter.down()
        || !limiter.tryCountOptionalRequest(nanos)) {
      return;
    }
    watched.put(renewable.name(), new Watched(known.began(), nanos, known.answer()));
    threads.execute(() -> ask(credential, limiter));
  }

  private void ask(Credential.OAuth credential, IssuerLimiter limiter) {
    IssuerSession session =
        new IssuerSession(transport, clocks, limiter, new Cancellation(), TIMEOUT, () -> {});
    request.send(credential, session).ifPresent(answer -> compare(credential.name(), answer));
  }

  private void compare(String name, String answer) {
    Watched before = watched.get(name);
    if (before == null) {
      return;
    }
    watched.replace(name, before, new Watched(before.began(), before.asked(), answer));
    if (!before.answer().isEmpty() && !before.answer().equals(answer)) {
      LOG.info("{}: the identity provider answers differently; tried again now", name);
      changed.accept(name);
    }
  }
}
